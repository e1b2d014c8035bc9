import path from 'node:path';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const PRODUCT = ['src/**/*.ts', 'src/**/*.tsx', 'bots/**/*.ts', 'bots/**/*.tsx', 'db/**/*.ts'];

const TIME = 'Time is handed in by the clock port (src/ports/clock.ts); for timeouts use performance.now().';
const CHANCE = 'Take randomness from node:crypto, or from the identifiers port so that tests can repeat it.';
const FLOATS = 'A number never holds an amount: see src/domain/money.ts.';
const NAMES = 'Export by name, so that a thing is called the same everywhere.';

export default defineConfig(
  globalIgnores(['node_modules/', '.data/', 'coverage/', 'db/migrations/']),
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: path.resolve(import.meta.dirname, '../..') },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', 70],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowNever: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Our things are plain objects around a closure; their functions do not know `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    name: 'house/product',
    files: PRODUCT,
    rules: {
      'no-restricted-globals': ['error', { name: 'parseFloat', message: FLOATS }],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: TIME },
        { object: 'Math', property: 'random', message: CHANCE },
        { object: 'Number', property: 'parseFloat', message: FLOATS },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: ':matches(NewExpression, CallExpression)[callee.name="Date"][arguments.length=0]',
          message: TIME,
        },
        { selector: 'ExportDefaultDeclaration', message: NAMES },
      ],
    },
  },
  {
    name: 'house/test-code',
    files: ['test/**/*.ts'],
    rules: {
      'no-console': 'off',
      // A simulator is often one function that holds the state and several small ones around it.
      'max-lines-per-function': ['error', 120],
      // A simulator answers some of its mischief in each place, not all of it.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    name: 'house/tests',
    files: ['test/**/*.test.ts'],
    rules: { 'max-lines': ['error', 500], 'max-lines-per-function': 'off' },
  },
  {
    name: 'house/configuration',
    files: ['**/*.js', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
  },
);
