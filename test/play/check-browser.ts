import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** It talks to nobody but the page. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const SIZES = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
} as const;

export type Size = keyof typeof SIZES;

/** Where a Chromium is: what CHROMIUM says, else one of the usual places; or a sentence that says what is missing. */
export function findChromium(): { readonly path: string } | { readonly missing: string } {
  const told = process.env['CHROMIUM'];
  if (told !== undefined && !existsSync(told))
    return { missing: `CHROMIUM says ${told}, and nothing is there.` };
  const path = told ?? PLACES.find((place) => existsSync(place));
  return path === undefined ? { missing: 'No Chromium was found.' } : { path };
}

/** Headless, with a profile of its own that is thrown away. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A page, and all that it did which it should not have. */
export type Visit = {
  readonly page: Page;
  readonly size: Size;
  /** What the console and the network complain of, and requests that left this machine. */
  readonly complaints: readonly string[];
};

export async function visit(browser: Browser, url: string, size: Size): Promise<Visit> {
  const page = await browser.newPage({ ...SIZES[size], reducedMotion: 'no-preference' });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    const isOurs = protocol === 'data:' || protocol === 'blob:' || hostname === '127.0.0.1';
    if (!isOurs) complaints.push(`a request to ${request.url()}`);
  });
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  return { page, size, complaints };
}
