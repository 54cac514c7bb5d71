import { builtinModules } from 'node:module';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const FOR_A_REASON = {
  // Durations, counts and ports read better in a template than wrapped in String().
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  // Callbacks of commander, hono and Temporal's handlers may be one-liners that call a void function; so may a guard's return.
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
  ],
  // A port's method may be async without waiting in one of its implementations.
  '@typescript-eslint/require-await': 'off',
};

const NOT_IN_A_WORKFLOW = 'A workflow must come to the same decision at every replay: ';

export default tseslint.config(
  { ignores: ['**/node_modules/', 'coverage/', '**/fixtures/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...FOR_A_REASON,
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['workflows/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: builtinModules.map((name) => ({ name, message: `${NOT_IN_A_WORKFLOW}do I/O in an activity.` })),
          patterns: [
            { group: ['node:*'], message: `${NOT_IN_A_WORKFLOW}do I/O in an activity.` },
            {
              regex: '/activities(?!/[^/]+/kinds$)(/|$)',
              allowTypeImports: true,
              message: 'Workflows see activities as types, beside the constants of kinds.ts: use proxyActivities.',
            },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        { name: 'process', message: `${NOT_IN_A_WORKFLOW}pass settings in as input.` },
        { name: 'fetch', message: `${NOT_IN_A_WORKFLOW}call out from an activity.` },
        ...['setTimeout', 'setInterval', 'setImmediate'].map((name) => ({
          name,
          message: 'Use sleep or condition: their timers have a summary.',
        })),
      ],
    },
  },
  {
    files: ['activities/*/kinds.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '.*',
              allowTypeImports: true,
              message: 'Workflows have this file in their bundle: it may import types only.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    // Jest's asymmetric matchers and parsed JSON under assertion are typed any.
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    files: ['tools/**/*.mjs'],
    // Node's own globals; typescript-eslint switches no-undef off for TypeScript only.
    rules: { 'no-undef': 'off' },
  },
  {
    files: ['*.js', '*.cjs', '*.mjs', 'test/**/*.js', 'test/**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      parserOptions: { projectService: false },
      globals: { require: 'readonly', module: 'writable', process: 'readonly', __dirname: 'readonly' },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
