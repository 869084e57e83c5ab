import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The page is served from memory by one program under a strict content policy: no inline script, no data that is not an image.
export default defineConfig({
  plugins: [react()],
  base: './',
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 1600,
  },
  server: { proxy: { '/api': process.env.GROUNDWORK_URL ?? 'http://127.0.0.1:8080' } },
})
