#!/usr/bin/env node
// npm run set-up: everything that any command of this checkout needs, sshd for the tests included.
import { ensure, orExit } from './ensure.mjs';
import { SERVERS } from './servers.mjs';

await orExit(() => ensure(Object.keys(SERVERS)));
