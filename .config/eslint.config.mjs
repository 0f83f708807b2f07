// Run from the top of the project: `eslint -c .config/eslint.config.mjs .` (part of `npm run lint`).
// A rule stands here when breaking it has cost somebody a document, or when STYLE asks for it; taste stays out.
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const injected = 'Time is injected: ask the Clock you were given (libs/common/src/clock.ts). For liveness, which is about the machine and not the story, performance.now() serves.';

const time = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: injected,
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: injected,
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: injected,
  },
  {
    // A simulated day would be compared with the database host's. clock_timestamp() stays allowed, for leases and open tries.
    selector: 'TemplateElement[value.raw=/\\b(now\\s*[(]\\s*[)]|current_timestamp|current_date|localtimestamp)/i]',
    message: 'No SQL asks the database what time it is: pass the clock\'s instant in.',
  },
  {
    selector: "CallExpression[callee.property.name='defaultNow']",
    message: 'No column takes its time from the database: pass the clock\'s instant in.',
  },
];

const swallowed = [
  {
    selector: 'CatchClause > BlockStatement[body.length=0]',
    message: 'Nothing is swallowed: return an outcome, log it, or throw it on.',
  },
  {
    selector: "CallExpression[callee.property.name='catch'] > ArrowFunctionExpression > BlockStatement[body.length=0]",
    message: 'Nothing is swallowed: return an outcome, log it, or throw it on.',
  },
];

/** Core rules worth having in every file, typed or not. */
const everywhere = {
  'eqeqeq': ['error', 'smart'],
  'no-empty': ['error', { allowEmptyCatch: false }],
  'no-constant-condition': ['error', { checkLoops: false }],
  'no-fallthrough': 'error',
  'no-self-compare': 'error',
  'no-unsafe-finally': 'error',
  'no-useless-catch': 'error',
  'no-var': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
  'prefer-const': 'error',
  'no-restricted-syntax': ['error', ...swallowed],
};

export default defineConfig(
  {
    ignores: [
      'dist/', 'var/', 'node_modules/',
      // CommonJS settings of other tools, and drizzle-kit's, which stands outside tsconfig.json.
      '**/*.cjs', '.config/*.ts',
      // Wrong on purpose: test/house.spec.ts shows that the floors are held.
      'test/fixtures/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['**/*.mjs'], rules: everywhere },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: `${import.meta.dirname}/..` } },
    rules: {
      ...everywhere,
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      // The state tables are unions: a new state must be met wherever the old ones were.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // A port's method is async for the sake of its other implementations; a Nest handler for its framework's.
      '@typescript-eslint/require-await': 'off',
      'max-lines': ['error', { max: 400 }],
    },
  },
  {
    files: ['libs/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...swallowed, ...time],
    },
  },
  { files: ['libs/common/src/clock.ts'], rules: { 'no-restricted-syntax': ['error', ...swallowed] } },
  {
    // Specs read JSON as it came and hold the wall's clock against ours.
    files: ['**/*.spec.ts', '**/testing.ts', 'test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...swallowed],
      'max-lines': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
