"""What opens a session."""

from __future__ import annotations

from facilitation.rooms.keys import CODE_ALPHABET, new_code, new_id, new_keys, normalise_code, show_code
from facilitation.rooms.protocol import is_id


def test_5_1_a_code_is_eight_symbols_without_look_alikes() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {8}
    assert set("".join(codes)) == set(CODE_ALPHABET)
    assert not set(CODE_ALPHABET) & set("0O1IL2Z5S8BGUVAEIOUY") - {"V", "Y"}


def test_5_1_a_code_is_taken_as_it_is_typed() -> None:
    for _ in range(50):
        code = new_code()
        for typed in (code, show_code(code), code.lower(), f" {code[:2]} {code[2:6]}.{code[6:]}\n", "–".join(code)):
            assert normalise_code(typed) == code


def test_ids_and_tokens_are_ids_and_all_different() -> None:
    made = [new_id() for _ in range(200)]
    for keys in (new_keys() for _ in range(200)):
        made += [keys.token, keys.reader_token]
    assert len(set(made)) == len(made)
    assert all(is_id(each) and len(each) == 22 for each in made)
