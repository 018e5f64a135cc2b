import { defineConfig } from '@playwright/test';
import { chromium } from '../playwright.config.ts';

/** Measures what a browser loads; `scripts/bench` has started the server. */
export default defineConfig({
  testDir: '.',
  outputDir: process.env.VARTI_E2E_OUTPUT ?? '../test-results',
  workers: 1,
  timeout: 120_000,
  reporter: [['line']],
  use: {
    browserName: 'chromium',
    launchOptions: chromium,
    locale: 'lv-LV',
    baseURL: process.env.VARTI_BENCH_URL,
    serviceWorkers: 'block',
  },
});
