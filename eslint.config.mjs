import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** SQL that reads or writes the ledger. */
const ledgerSql = String.raw`/\b(FROM|JOIN|INTO|UPDATE|USING|TABLE)\s+ledger\b/i`;

export default tseslint.config(
  {
    ignores: [
      'dist',
      'coverage',
      'data',
      'openapi',
      '.dependency-cruiser.cjs',
      'clients/typescript/src/api.ts',
      'clients/typescript/dist',
      'console/src/api/types.ts',
    ],
  },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
  {
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 10],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // Nest's own shape: modules are empty classes, DTO classes are filled from plain objects.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Wire text is built from numbers.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An import that only a decorator's metadata needs must stay a value import.
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
  {
    // What runs before anything is built has no types.
    files: ['**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      globals: { console: 'readonly', performance: 'readonly', process: 'readonly' },
      parserOptions: { projectService: false },
    },
    rules: { ...tseslint.configs.disableTypeChecked.rules, complexity: 'off' },
  },
  {
    // Declarations: one row a thing, as long as the manual's tables are.
    files: [
      'src/protocol/access-push/tables/**',
      'src/protocol/access-push/codes/**',
      'src/platform/database/migrations/**',
      'test/**',
    ],
    rules: { 'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['src/**'],
    ignores: ['src/sync/ledger/*.repository.ts', 'src/core/ledger/**', 'src/platform/database/{migrations,schema}/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[`Literal[value=${ledgerSql}]`, `TemplateElement[value.raw=${ledgerSql}]`].map((selector) => ({
          selector,
          message: 'SQL of the ledger stands in src/sync/ledger/*.repository.ts (docs/architecture.md).',
        })),
      ],
    },
  },
  {
    // Tests look into answers freely: that an answer has the right shape is what they are about.
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
