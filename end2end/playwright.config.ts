import { defineConfig } from '@playwright/test';

/** Everything Chromium from Debian needs to run as root, in a container and without a screen. */
export const chromium = {
  executablePath: process.env.VARTI_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
};

export default defineConfig({
  testDir: '.',
  testMatch: ['journeys/**/*.spec.ts', 'accessibility/**/*.spec.ts', 'nojs/**/*.spec.ts', 'look/**/*.spec.ts'],
  snapshotPathTemplate: '{testDir}/look/pictures/{arg}{ext}',
  outputDir: process.env.VARTI_E2E_OUTPUT ?? 'test-results',
  globalSetup: './servers.ts',
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  // Chromium draws letters a little differently from version to version.
  expect: { timeout: 10_000, toHaveScreenshot: { maxDiffPixelRatio: 0.003 } },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : [['list']],
  use: {
    browserName: 'chromium',
    launchOptions: chromium,
    locale: 'lv-LV',
    timezoneId: 'Europe/Riga',
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    trace: process.env.CI ? 'off' : 'retain-on-failure',
  },
  // One server for each database; `servers.ts` starts them. What pages look like does not depend on it.
  projects: [
    { name: 'sqlite', testIgnore: ['look/**'] },
    { name: 'postgres', testIgnore: ['accessibility/**', 'look/**', '**/other-provider.spec.ts'] },
    { name: 'look', testMatch: ['look/**/*.spec.ts'] },
  ],
});
