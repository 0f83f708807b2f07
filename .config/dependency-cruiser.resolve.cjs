// `#room` as the sources mean it. package.json maps it to dist/, where the running program finds it; the rules are about libs/.
const { resolve } = require('node:path');

module.exports = { resolve: { alias: { '#*': resolve(process.cwd(), 'libs/*/src/index.ts') } } };
