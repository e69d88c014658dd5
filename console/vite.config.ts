import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './build/compressed.js';
import { ourLanguages } from './build/our-languages.js';
import { texts } from './build/texts.js';

/** The gateway puts a fresh nonce in the place of this word in each page (src/bootstrap/use-console.ts). */
const nonce = 'POSTERN_NONCE';

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react(), texts(), ourLanguages(), compressed()],
  html: { cspNonce: nonce },
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    assetsDir: 'assets',
    // Pictures stay files: `font-src` and `img-src` need no exceptions, and the pages stay small.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
  },
  server: { proxy: { '/admin': 'http://127.0.0.1:8088' } },
});
