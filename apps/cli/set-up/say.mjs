/** One line per thing done, on stderr: stdout belongs to the command that runs afterwards. */
export function say(line) {
  const name = process.stderr.isTTY ? '\x1b[2mset-up:\x1b[0m' : 'set-up:';
  process.stderr.write(`${name} ${line}\n`);
}

/** The set-up can go no further; the message says why and which command a person may run. */
export class SetUpStop extends Error {}

/** The last lines of a command's output, as the reason it failed; the whole of it may be thousands of lines. */
export function tail(output, lines = 20) {
  const plain = process.stderr.isTTY ? output : output.replace(/\x1b\[[0-9;]*m/g, '');
  return plain.trimEnd().split('\n').slice(-lines).map((line) => `    ${line}`).join('\n');
}
