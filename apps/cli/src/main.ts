import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';

/** `npx hawser`: exits 0 when it is done, 1 when the answer is no, 2 when it was called wrongly. */
const program = new Command('hawser')
  .description('Keeps shipping documents moving when EDI goes down. check, ack,\npreview and mail (but for its lists) need no server, mail print-folder a PostgreSQL; the others talk to a running gateway: HAWSER_URL, HAWSER_ADMIN_KEY.')
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) })
  .showHelpAfterError('(npx hawser --help shows every command)');

const because = ['--because <why>', 'the reason, as the history and the mails will quote it'] as const;
const json = ['--json', 'for machines'] as const;
const who = ['--actor <who>', 'who does it; default: the account that runs this'] as const;
const strictness = () => new Option('--strictness <how>', 'what wrong structure and codes do, as a partner\'s profile would say').choices(['note', 'accept-with-errors', 'reject']).default('note');
const exits = (done: string, no: string, wrong: string) => `\nExit code: 0 ${done} · 1 ${no} · 2 ${wrong}`;

program.command('check').arguments('<file...>').description('is this X12 or EDIFACT right, and where is it not')
  .option('--json', 'one object per file, each on one line').option('--all', 'tell every finding, however many of one kind').addOption(strictness())
  .addHelpText('after', `\nA file named - is standard input.${exits('every file is taken', 'a file is refused, wholly or in part', 'a file cannot be read, or wrong usage')}`)
  .action(late(async () => (await import('./commands/check.js')).check));
program.command('ack').argument('<file>').description('print the answer we would send: TA1, 997, 999 or CONTRL')
  .addOption(new Option('--as <answer>', 'this one instead of the usual').choices(['ta1', '997', '999']))
  .addOption(new Option('--isa13 <number>', 'our interchange control number; counts on from here').argParser(controlNumber).default(1)).addOption(new Option('--gs06 <number>', 'our group control number; counts on from here').argParser(controlNumber).default(1)).addOption(strictness())
  .addHelpText('after', exits('the answer is on standard output', 'nothing, or not all, could be answered', 'the file cannot be read, or wrong usage'))
  .action(late(async () => (await import('./commands/ack.js')).ack));

program.command('preview').argument('<file>').description('what a clerk would read: text, HTML, PDF, XLSX, CSV or the mail itself')
  .addOption(new Option('--format <form>', 'the form; left out: by the name of OUT, else text').choices(['text', 'html', 'pdf', 'xlsx', 'csv', 'eml'])).option('-o, --out <file>', 'where it goes; - or nothing: standard output')
  .option('--terminal <code>', 'as this terminal reads it: its language, its hours, its own columns').option('--language <tag>', 'en, es, pt, fr; with a region, es-PA, figures as there').option('--replaces <file>', 'the version before it: what changed is said line by line')
  .addHelpText('after', `\nA file named - is standard input. Every document of the file is shown, refused ones too. eml is what would leave, signed as settings.yaml says (HAWSER_CONFIG).${exits('it is written', 'the file holds no document', 'the file cannot be read or written, or wrong usage')}`)
  .action(late(async () => (await import('./commands/preview.js')).preview));

const mail = program.command('mail').description('by what terminals tell our mails from others');
mail.command('identity').description('what terminals must be given beforehand: addresses, fingerprints, the DKIM record').option(...json).option('--sample <file.eml>', 'also write a signed mail to try with')
  .addHelpText('after', `\nReads settings.yaml of the folder HAWSER_CONFIG names, and no server.${exits('it is printed', 'the identity has faults, or there is none to sign a sample with', 'the sample cannot be written, or wrong usage')}`)
  .action(late(async () => (await import('./commands/mail/identity.js')).identity));
mail.command('new-identity').description('make keys, a certificate and a DKIM record').requiredOption('--out <folder>', 'where the files go; nothing there is overwritten')
  .option('--from <mailbox>', 'for this address; default: mail.from').addOption(new Option('--algorithm <kind>', 'of the certificate\'s key').choices(['rsa', 'ec']).default('rsa')).addOption(new Option('--days <number>', 'how long the certificate is valid').argParser(days).default(730)).option('--selector <name>', 'of the DKIM key in DNS; default: hw, year and month').option(...json)
  .addHelpText('after', exits('it is made', 'there is one already, or no address is known', 'the folder cannot be written, or wrong usage'))
  .action(late(async () => (await import('./commands/mail/new-identity.js')).makeIdentity));
mail.command('print-folder').description('what waits and cannot go, as a folder on paper and a phone list').option('--endpoint <code>', 'this one, however its ways stand; left out: all that have no way left').option('--out <folder>', 'where the PDFs go; default: mail.print.dir').option(...who).option(...json)
  .addHelpText('after', `\nNeeds PostgreSQL alone: DATABASE_URL, or the one of npm start, which is started where it does not run. No document moves.${exits('it is printed, or nothing waits', 'there is no such endpoint, or no PostgreSQL', 'the folder cannot be written, or wrong usage')}`)
  .action(late(async () => (await import('./commands/mail/print-folder.js')).printFolders));

mail.command('lists').argument('[id]', 'one list: every line as it was told').description('what mailboxes were told they were mailed, and whether that got through').option(...json).option('--limit <number>', 'so many, the newest first', '50')
  .addHelpText('after', `\nAsks a running gateway: HAWSER_URL, HAWSER_ADMIN_KEY.${exits('it is printed', 'there is none of that id, or the gateway refuses', 'wrong usage')}`)
  .action(late(async () => (await import('./commands/mail/lists.js')).lists));

const inScope = (command: Command) => command.option('--carrier <code>', 'what this line may see').option('--region <code>', 'this region alone');
inScope(program.command('calls').argument('[id]', 'one call: its schedule, what it stands to suffer, its documents', callId).description('vessel calls, the next first: from plan, due, late, at risk')).option(...json)
  .option('--limit <number>', 'so many calls; of one call, so many documents').option('--after <next>', 'the page behind the one that named it')
  .addHelpText('after', () => `\n${figures}\nAsks a running gateway: HAWSER_URL, HAWSER_ADMIN_KEY.${exits('it is printed', 'there is none of that id, or the gateway refuses', 'wrong usage')}`)
  .action(late(async () => (await import('./commands/calls.js')).calls));
inScope(program.command('delays').description('how late documents became').addOption(new Option('--by <what>', 'told apart by this').choices(['call', 'terminal', 'region', 'set', 'channel', 'outage']).default('terminal')))
  .option('--since <instant>', 'due from then on: 2018-07-24, 2018-07-24T20:04:00-04:00; default: 30 days before --until').option('--until <instant>', 'due before then; default: now')
  .addOption(new Option('--clock <what>', 'what stops a clock: what the profile counts, the first answer, the word on the content').choices(['delivered', 'acknowledgement', 'acceptance']).default('delivered'))
  .option('--limit <number>', 'so many lines, the worst first').option('--csv', 'for a spreadsheet').option(...json)
  .addHelpText('after', () => `\n${figures}\nAsks a running gateway: HAWSER_URL, HAWSER_ADMIN_KEY.${exits('it is printed', 'the gateway refuses', 'wrong usage')}`)
  .action(late(async () => (await import('./commands/delays.js')).delays));
program.command('evidence').description('one PDF and one CSV with every try, proof, receipt, hash and hour').option('--call <id>', 'of this vessel call').option('--outage <id>', 'of this outage').option('-o, --out <where>', 'a folder for both, or a file NAME.pdf or NAME.csv', '.').option('--carrier <code>', 'documents of this line alone').option('--region <code>', 'of this region alone').option('--names', 'name people; without it they stand as salted digests').option(...json)
  .addHelpText('after', `\nAsks a running gateway: HAWSER_URL, HAWSER_ADMIN_KEY.${exits('it is written', 'there is no such call or outage, or the gateway refuses', 'it cannot be written, or wrong usage')}`)
  .action(late(async () => (await import('./commands/evidence.js')).evidence));
program.command('picture').description('a call\'s documents against its cut-offs, or an outage\'s delays by the hour').option('--call <id>', 'of this vessel call').option('--outage <id>', 'of this outage').requiredOption('-o, --out <file>', 'NAME.svg or NAME.png').option('--carrier <code>', 'of a call: documents of this line alone').option('--region <code>', 'of a call: of this region alone').option('--zone <zone>', 'of an outage: whose hours, an IANA zone; default: its terminals\'').option(...json)
  .addHelpText('after', `\nAsks a running gateway: HAWSER_URL, HAWSER_ADMIN_KEY.${exits('it is drawn', 'there is no such call or outage, or the gateway refuses', 'it cannot be written, or wrong usage')}`)
  .action(late(async () => (await import('./commands/picture.js')).drawPicture));
const imports = program.command('import').description('vessel calls and terminal codes out of files');
imports.command('calls').argument('<file>', 'CSV with a line of headings, or XLSX').description('vessel calls: new ones, and revisions of those that are known').option(...json)
  .addHelpText('after', `\nColumns, in any order (README, "Vessel calls"): reference and carrier must be there; an empty cell leaves what is known, - takes it away.\nAll rows are taken or none: every fault is told with its line and column.${exits('all rows are taken', 'a row has a fault, and none is taken', 'the file cannot be read, or wrong usage')}`)
  .action(late(async () => (await import('./commands/import-calls.js')).importCalls));
imports.command('terminals').argument('<file>', 'SMDG\'s terminal code list, CSV or XLSX, from a copy of your own').description('terminal codes, their other UN/LOCODEs and how long they are valid').option('--partial', 'it is not the whole list: what it leaves out does not expire').option(...json)
  .addHelpText('after', `\nNone is shipped: github.com/smdg-org/Terminal-Code-List publishes it.${exits('it is taken', 'a row has a fault, or it is not the whole list; none is taken', 'the file cannot be read, or wrong usage')}`)
  .action(late(async () => (await import('./commands/import-terminals.js')).importTerminals));
program.command('docs').argument('[ref]', 'one document: its whole story').description('documents, or one of them').option(...json).option('--state <state>', 'those in this state, as the table shows it').option('--endpoint <code>', 'those for this endpoint').option('--search <text>', 'a ref, bill, booking, container, voyage, vessel, IMO number, ISA13, GS06, or ISA13/GS06/ST02').option('--carrier <scac>', 'what this line may see').option('--region <name>', 'this region alone').option('--limit <n>', 'so many at once, 100').option('--before <id>', 'the page behind the one that named it').option('--unmatched', 'those that belong to no known vessel call').option('--to-tell', 'those whose old place must still be told to disregard them').action(late(async () => (await import('./commands/docs.js')).docs));
program.command('match').argument('<ref>').description('which vessel calls a document belongs to and why; or say it').option('--call <ids>', 'it belongs to these calls, whatever the rules find: 12 or 12,15', callIds).option('--none', 'it belongs to none').option('--because <why>', because[1]).option(...who).option(...json)
  .addHelpText('after', exits('it is shown, or said', 'there is no such document or call, or the gateway refuses', 'wrong usage')).action(late(async () => (await import('./commands/match.js')).match));
program.command('missing').description('documents that a call should have and that never came').option('--call <id>', 'of this call alone', callId).option('--carrier <code>', 'what this line may see').option('--all', 'also what is not needed yet').option(...json)
  .addHelpText('after', exits('they are shown, or nothing is missing', 'there is no such call, or the gateway refuses', 'wrong usage')).action(late(async () => (await import('./commands/missing.js')).missing));
program.command('answers').description('answers that matched nothing: never sent there, or said twice').option(...json).action(late(async () => (await import('./commands/answers.js')).answers));
program.command('tasks').argument('[id]', 'one task: whom to call and what to read out', taskId).description('what a person has to do, the most urgent first').option('--all', 'also what was done').option('--limit <n>', 'so many, 200').option(...json)
  .addHelpText('after', exits('they are shown, or there is nothing to do', 'there is no such task, or the gateway refuses', 'wrong usage')).action(late(async () => (await import('./commands/tasks.js')).tasks));
program.command('done').argument('<task>', 'its number', taskId).description('say that a task is done, and how').requiredOption(...because).option(...who).option(...json).action(late(async () => (await import('./commands/tasks.js')).done));
program.command('answered').argument('<ref>', 'one, or several of the same call: HW-…,HW-…').addArgument(new Argument('<word>', 'what they said').choices(['received', 'keyed', 'reject', 'duplicate'])).description('enter what a terminal said of a document on the phone').requiredOption('--who <name>', 'who said so at the terminal').requiredOption('--because <words>', 'their words; the reason of a reject').option('--at <instant>', 'when they said it, as 2018-07-24T14:05-04:00; default: now', instant).option(...who).option(...json)
  .addHelpText('after', `\nIt counts as an answer by mail does: level person, no 997. What was never handed over is said with handed-over first.${exits('it is entered', 'it cannot be: the reason is printed', 'wrong usage')}`)
  .action(late(async () => (await import('./commands/tasks.js')).answered));
program.command('notices').description('what carriers\' systems are still to be told of their documents').option('--all', 'also what they were told').option('--limit <n>', 'so many at once, 100').option('--before <id>', 'the page behind the one that named it').option(...json).action(late(async () => (await import('./commands/notices.js')).notices));
program.command('tell-again').argument('<id>', 'as npx hawser notices shows it, or as the carrier\'s system knows it: ntc_…').description('have a carrier\'s system told one of them once more').option(...who).option(...json).action(late(async () => (await import('./commands/notices.js')).again));
program.command('paths').description('which paths are up, suspect, down, returning').option(...json).action(late(async () => (await import('./commands/acts.js')).paths));
program.command('inbox').argument('[id]', 'one mail: how it was judged, and why').description('our own mailboxes: how each stands, and the mails that came in').option('--raw', 'that mail as it came').option('--mailbox <name>', 'of this mailbox alone').option('--limit <n>', 'so many, the newest first, 50').option('--before <id>', 'those behind this one').option(...json)
  .addHelpText('after', `\nAsks a running gateway: HAWSER_URL, HAWSER_ADMIN_KEY.${exits('it is printed', 'there is none of that id, or the gateway refuses', 'wrong usage')}`).action(late(async () => (await import('./commands/inbox.js')).inbox));
program.command('attachments').description('what hung on mails and is quarantined, unopened').option('--all', 'also what was taken in, refused or released').option(...json)
  .addHelpText('after', exits('they are listed', 'the gateway refuses', 'wrong usage')).action(late(async () => (await import('./commands/attachments.js')).attachments));
program.command('release-attachment').argument('<mail/number>', 'as npx hawser attachments lists it: 17/1').description('give a quarantined attachment to a person, as a new file, or into intake').requiredOption(...because).option('-o, --out <file>', 'a file that is not there yet; default: mail-MAIL-NUMBER.bin').option('--take <partner>', 'hand it to intake as this partner\'s instead').option(...who).option(...json)
  .addHelpText('after', exits('it is written, or taken in', 'there is none, or intake refuses it', 'the file cannot be written, or wrong usage')).action(late(async () => (await import('./commands/attachments.js')).releaseAttachment));
program.command('mailboxes').description('which mailboxes mail does not get into, how large a mail may be, and which mailboxes and relays taught us less').option(...json).action(late(async () => (await import('./commands/mailboxes.js')).mailboxes));
program.command('forget-cap').argument('<of>', 'the address of a mailbox, or the name of a relay').description('forget a learned cap: it takes more now').requiredOption(...because).option(...who).option(...json).action(late(async () => (await import('./commands/mailboxes.js')).forget));
program.command('isolate').argument('<region>').description('cut all EDI of a region, both directions, in one act').requiredOption(...because).option(...who).option(...json).action(late(async () => (await import('./commands/acts.js')).isolate));
program.command('reopen').argument('<region>').description('let a region return, by canary, endpoint by endpoint').requiredOption(...because).option(...who).option(...json).action(late(async () => (await import('./commands/acts.js')).reopen));
program.command('map').argument('<isa08>', 'the receiver; or, of what is addressed to Hawser, the place as the documents name it: D:2709, UN:USLGB, UN:USLGB/SOUTH, FR:Z123').argument('<gs03>', 'the group\'s receiver; \'*\' for any, and beside a place').argument('<endpoint>', 'who receives it').description('say who receives what is addressed so; releases all that wait').requiredOption(...because).option(...who).option(...json).action(late(async () => (await import('./commands/acts.js')).map));
for (const [name, what] of [['hold', 'keep a document back until it is released'], ['release', 'let a held document go'], ['resend', 'send a rejected or conflicting document after all, or once more what was mailed and never came there'], ['cancel', 'withdraw a document that is not on its way'], ['handed-over', 'say that a terminal holds it, on paper or read out by phone'], ['told', 'say that its old place was told to disregard it, or that it stands after all']] as const) {
  program.command(name).argument('<ref>').description(what).requiredOption(...because).option(...who).option(...json).action(late(async () => (await import('./commands/acts.js')).actOn(name)));
}
for (const [name, what] of [['believe', 'apply an answer that was held or refused, as if its sender were proved'], ['refuse', 'apply nothing of an answer that was held']] as const) {
  program.command(name).argument('<mail-id>', 'a mail that came, as npx hawser inbox and its task name it').description(what).requiredOption(...because).option(...who).option(...json)
    .addHelpText('after', exits('it is done', 'there is no such answer, or it moves nothing', 'wrong usage')).action(late(async () => (await import('./commands/decide-answer.js')).decideAnswer(name)));
}
program.command('read-again').argument('<mail-id>', 'a mail that came and could not be taken, as its task names it').description('take a mail that could not be taken, from what was kept of it').requiredOption(...because).option(...who).option(...json)
  .addHelpText('after', exits('it was taken; what follows from it is printed', 'there is no such mail, or it cannot be taken now either', 'wrong usage')).action(late(async () => (await import('./commands/decide-answer.js')).readAgain));
program.command('retarget').argument('<ref>').description('say for which vessel call a document is now, or for which endpoint').addOption(new Option('--call <id>', 'the call, by its id on the board of calls').argParser(callId)).option('--endpoint <code>', 'the endpoint that gets it').requiredOption(...because).option(...who).option(...json)
  .addHelpText('after', `\nFor another endpoint it becomes a new document, linked to this one, which goes no further. What the old place has already is listed by docs --to-tell.${exits('it goes there', 'it cannot: the reason is printed', 'wrong usage')}`)
  .action(late(async () => (await import('./commands/acts.js')).retarget));
program.command('keys').description('keys for the desk and for senders').command('new').argument('<whose>', '"admin", or the code of a partner').description('make a key and show it once').option(...json).action(late(async () => (await import('./commands/acts.js')).newKey));

// `hawser check … | head`: whoever read us has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

// What each figure means is said by the room that counts it; it is loaded when somebody may ask for it, not for each command.
const figures = process.argv.some((word) => ['--help', '-h', 'help'].includes(word)) ? (await import('./commands/figures.js')).figuresFor(process.argv.includes('delays') ? 'delays' : 'calls') : '';

try {
  await program.parseAsync();
} catch (error) {
  // Never process.exit() here: what was written may still be on its way into a pipe.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    const [{ wordsOf }, { NoError }] = await Promise.all([import('#common'), import('./ask.js')]);
    process.stderr.write(`${error instanceof NoError ? error.message : `hawser: ${wordsOf(error)}`}\n`);
    process.exitCode = error instanceof NoError ? error.exitCode : 1;
  }
}

/** A command is loaded when it is called: check and ack are there at once, with the reader alone. */
function late<Given extends unknown[]>(load: () => Promise<(...given: Given) => Promise<void>>): (...given: Given) => Promise<void> {
  return async (...given) => (await load())(...given);
}

function days(text: string): number {
  if (!/^\d{1,4}$/.test(text) || Number(text) === 0) throw new InvalidArgumentError('It is a number of days from 1 to 9999.');
  return Number(text);
}

function callId(text: string): number {
  if (!/^\d{1,15}$/.test(text) || Number(text) === 0) throw new InvalidArgumentError('It is the number of a vessel call, in the column id of npx hawser calls.');
  return Number(text);
}

function taskId(text: string): number {
  if (!/^\d{1,15}$/.test(text) || Number(text) === 0) throw new InvalidArgumentError('It is the number of a task, in the column id of npx hawser tasks.');
  return Number(text);
}

function instant(text: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) throw new InvalidArgumentError('It is an instant with its offset: 2018-07-24T14:05-04:00, or 2018-07-24T18:05Z.');
  return text;
}

function callIds(text: string): number[] { return text.split(',').map((one) => callId(one.trim())); }

function controlNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw new InvalidArgumentError('It is a number from 1 to 999999999.');
  return Number(text);
}
