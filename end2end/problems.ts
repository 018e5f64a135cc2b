import type { BrowserContext, Response } from '@playwright/test';

/** Collects everything that must not happen in a browser while somebody uses the site. */
export class Problems {
  readonly found: string[] = [];
  private readonly allowed: RegExp[] = [];

  constructor(private readonly origin: string) {}

  /** Says that a problem whose text matches is expected in this test. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  /** Watches all pages of a browser context. */
  watch(context: BrowserContext): void {
    context.on('weberror', (event) => this.add(`page error: ${event.error().stack ?? event.error().message}`));
    context.on('console', (message) => {
      // A failed request is judged by its answer, below.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        this.add(`console: ${message.text()} (${message.page()?.url() ?? 'no page'})`);
      }
    });
    context.on('response', (response) => this.judge(response));
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? 'failed';
      // Leaving a page ends its requests; what a policy forbids is on the console.
      const harmless = ['net::ERR_ABORTED', 'csp'].includes(reason);
      if (this.isOurs(request.url()) && !harmless) this.add(`${reason}: ${request.url()}`);
    });
  }

  /** Pages and calls of the API may refuse (4xx); the site's own files must be there, and nothing may break (5xx). */
  private judge(response: Response): void {
    const url = response.url();
    if (!this.isOurs(url)) {
      if (/^https?:/.test(url)) this.add(`something from another host: ${url}`);
      return;
    }
    const status = response.status();
    const mayRefuse = ['document', 'fetch', 'xhr'].includes(response.request().resourceType());
    if (status >= 500 || (status >= 400 && !mayRefuse)) this.add(`status ${status}: ${url}`);
  }

  private isOurs(url: string): boolean {
    return new URL(url).origin === this.origin;
  }

  private add(problem: string): void {
    if (!this.allowed.some((pattern) => pattern.test(problem))) this.found.push(problem);
  }
}
