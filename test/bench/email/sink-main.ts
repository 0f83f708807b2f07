import { SMTPServer } from 'smtp-server';

/** `sink-main.js PORT`: takes every mail and keeps none. Ends with whoever started it. */
const server = new SMTPServer({
  authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, logger: false,
  onData: (stream, _, taken) => { stream.on('end', () => { taken(); }).resume(); },
});
process.stdin.on('end', () => process.exit(0)).resume();
server.listen(Number(process.argv[2]), '127.0.0.1');
