// Reads [{records, facing, from, part}, …] from standard input and writes the wheel of each: see test_wheel_twins.py.
import { readFileSync } from "node:fs";
import { between, numbersOf, poseOf, wheel } from "../../facilitation/web/live/wheel.js";
import { boardOf } from "../../facilitation/web/live/wheel_view.js";

const cases = JSON.parse(readFileSync(0, "utf8"));
const answers = cases.map(({ records, facing, from, part }) => {
  const board = boardOf(records);
  const count = board.partners.length;
  const pose = part === null ? null : between(poseOf(count, from), wheel(board, facing).pose, part);
  return { pose, wheel: wheel(board, facing, pose), numbers: Object.fromEntries(numbersOf(board)) };
});
process.stdout.write(JSON.stringify(answers));
