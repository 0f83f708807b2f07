#!/usr/bin/env node
// npm run set-up: everything that any command of this checkout needs, the servers of the tests included.
import { ensure, orExit } from './ensure.mjs';
import { isRoot } from './places.mjs';
import { serversForTests } from './servers.mjs';

await orExit(() => ensure(serversForTests(isRoot)));
