const { availableParallelism } = require('node:os');

// Jest 30 on ESM TypeScript: swc compiles, node runs the modules (--experimental-vm-modules).
module.exports = {
  // Node keeps the modules of every suite that ran in a process: one process for all of them ends with its heap full. A worker that holds this much
  // is followed by a new one, between two suites.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  workerIdleMemoryLimit: '1GB',
  // For what hangs; a machine that is busy is no fault.
  testTimeout: 30_000,
  globalSetup: './.config/jest.global-setup.cjs',
  globalTeardown: './.config/jest.global-teardown.cjs',
  rootDir: '..',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{apps,libs}/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^#([a-z0-9-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': ['@swc/jest', {
      swcrc: false,
      sourceMaps: 'inline',
      module: { type: 'nodenext' },
      jsc: {
        target: 'es2023',
        keepClassNames: true,
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
      },
    }],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/var/'],
};
