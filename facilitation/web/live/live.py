"""The bridge between the pages in Python and the live canvas in JavaScript.

Each page has one hook, in a JavaScript module beside this file, that returns all the page shows and all it can do.
`page_hook` makes it a typed Var: the page is then a plain composition of parts over that Var.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar, cast

import reflex as rx
from reflex.utils.imports import ImportVar
from reflex.vars import FunctionStringVar, LiteralVar, VarData

from facilitation.web.pages import sheets

MODULES = {path.name: rx.asset(path.name, shared=True).importable_path for path in Path(__file__).parent.glob("*.js")}
"""Import paths of the JavaScript modules, by file name. All are linked, since they import one another."""

FIRST_SCRIPT = rx.asset("spare_storage.js", shared=True)
"""The address of the script that runs before all others, in the head of every page."""

T = TypeVar("T")


def module_import(module: str, *names: str) -> dict[str, list[ImportVar]]:
    """The import of `names` from one of the modules here, as Reflex wants it."""
    return {MODULES[module]: [ImportVar(tag=name) for name in names]}


def page_hook(module: str, hook: str, name: str, shape: type[T]) -> T:
    """A Var called `name` that holds what `hook` of `module` returns, typed as `shape` (a dataclass).

    The page that uses it brings its own layout along: `module` is named after the page, and so are its sheets.
    """
    layouts = [ImportVar(tag=sheet) for sheet in sheets(Path(module).stem)]
    data = VarData(
        imports={**module_import(module, hook), **({"": layouts} if layouts else {})},
        hooks={f"const {name} = {hook}()": None},
    )
    return cast(T, rx.Var(name, _var_type=shape, _var_data=data).guess_type())


def call(page: Any, action: str, *args: Any) -> Any:
    """An event handler that calls `page.action(*args)`; an argument may be a Var, a plain value, or `EVENT`."""
    given = [LiteralVar.create(arg) for arg in args]
    data = VarData.merge(page._get_all_var_data(), *(arg._get_all_var_data() for arg in given))
    # Reflex puts what it takes out of an event (a value, a key) before the event itself.
    does = f"{page!s}.{action}({', '.join(map(str, given))})"
    press = f"((...given) => {{ const event = given[given.length - 1]; {does}; }})"
    return FunctionStringVar.create(press, _var_data=data)


def length_of(items: Any) -> Any:
    """How many items a Var of a list holds; a field that is declared as a list is a Var on the page."""
    return items.length()


EVENT: Any = rx.Var("event")
"""The browser's event, as an argument to `call`."""

TYPED: Any = rx.Var("event.target.value")
"""What stands in the field now, as an argument to `call` in `on_change`."""
