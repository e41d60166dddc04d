import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import Icons from 'unplugin-icons/vite'
import { defineConfig } from 'vitest/config'
import { contentSecurityPolicy } from './csp.ts'

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [vue(), Icons({ compiler: 'vue3', scale: 1.15 })],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __VUE_PROD_DEVTOOLS__: false,
  },
  // The window waits on this very port in development; another one would show a blank page.
  server: { port: 5173, strictPort: true },
  // `vite preview` serves the built pages under the policy of the window, so that a violation shows here first.
  preview: { headers: { 'Content-Security-Policy': contentSecurityPolicy } },
  build: {
    outDir: mode === 'gallery' ? 'dist-gallery' : 'dist',
    emptyOutDir: true,
    target: ['chrome120', 'safari18'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['./src/test-setup.ts'],
    restoreMocks: true,
  },
}))
