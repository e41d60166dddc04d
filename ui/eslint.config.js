import { readdirSync } from 'node:fs'
import vue from 'eslint-plugin-vue'
import a11y from 'eslint-plugin-vuejs-accessibility'
import ts from 'typescript-eslint'

const shell = { group: ['@tauri-apps/*'], message: 'Only src/ipc talks to the shell.' }
const noFeature = { regex: '^(@|(\\.\\./)+)/?features/', message: 'shared, i18n and ipc know no feature.' }
const noApp = { regex: '^(@|(\\.\\./)+)/?app/', message: 'This room is below app.' }
const doors = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns: [shell, ...patterns] }] },
})

const features = readdirSync(new URL('./src/features', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

/** A feature may use app/keys (the command registry) and nothing else of app, and no other feature. */
const featureDoors = features.map((name) =>
  doors(
    [`src/features/${name}/**/*.{ts,vue}`],
    [
      {
        regex: `^@/features/(?!${name}(/|$))`,
        message: 'A feature imports no other feature; what two of them need belongs in shared.',
      },
      { regex: '^@/app/(?!keys(/|$))', message: 'Of app a feature may import only @/app/keys.' },
      { regex: '^(\\.\\./)+(features|app|ipc|i18n|shared)/', message: 'Import other rooms by @/.' },
    ],
  ),
)

export default ts.config(
  { ignores: ['dist/', 'dist-gallery/', 'src/ipc/bindings.ts'] },
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  ...a11y.configs['flat/recommended'],
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    rules: {
      // Short names such as Button and Field are read more often than they collide.
      'vue/multi-word-component-names': 'off',
      'vue/no-reserved-component-names': 'off',
      // Prettier owns the layout.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/require-default-prop': 'off',
      // The window's policy refuses style attributes.
      'vue/no-static-inline-styles': ['error', { allowBinding: false }],
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/define-props-declaration': ['error', 'type-based'],
      'vue/define-emits-declaration': ['error', 'type-based'],
      'vue/no-unused-properties': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // It takes our TextArea and Meter for the plain elements; those are kept out of screens below, and axe looks.
      'vuejs-accessibility/form-control-has-label': 'off',
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      // The first field of a screen takes the caret by design; the clerk works by keyboard.
      'vuejs-accessibility/no-autofocus': 'off',
    },
  },
  {
    files: ['src/features/**/*.vue', 'src/app/**/*.vue'],
    rules: {
      'vue/no-restricted-html-elements': [
        'error',
        ...['input', 'textarea', 'select', 'button', 'form'].map((element) => ({
          element,
          message: 'Take the component of shared: it knows input methods, labels and keys.',
        })),
      ],
    },
  },
  {
    files: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'vue/one-component-per-file': 'off',
      'vue/order-in-components': 'off',
    },
  },
  { files: ['scripts/**'], rules: { 'no-console': 'off' } },
  doors(['src/**/*.{ts,vue}'], [], ['src/ipc/**']),
  doors(
    ['src/spoken/**/*.{ts,vue}'],
    [noFeature, { regex: '^@/app/(?!keys(/|$))', message: 'Of app it may import only @/app/keys.' }],
  ),
  doors(['src/shared/**/*.{ts,vue}', 'src/i18n/**/*.ts'], [noFeature, noApp]),
  {
    files: ['src/ipc/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noFeature, noApp] }] },
  },
  ...featureDoors,
)
