// Drives a headless Chromium over its debugging pipe: no package to install, no port to open.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class Browser {
  /** Starts `executable`. Every step that takes longer than `patience` milliseconds is an error. */
  static async start(executable, patience = 30_000) {
    const browser = new Browser();
    browser.patience = patience;
    browser.profile = mkdtempSync(join(tmpdir(), 'wirecopy-browser-'));
    browser.process = spawn(executable, [
      '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-extensions',
      '--disable-background-networking', '--disable-component-update', '--hide-scrollbars', '--lang=en-US',
      '--remote-debugging-pipe', `--user-data-dir=${browser.profile}`, 'about:blank',
    ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    browser.calls = new Map();
    browser.listeners = [];
    browser.next = 0;
    let rest = Buffer.alloc(0);
    browser.process.stdio[4].on('data', data => {
      rest = Buffer.concat([rest, data]);
      for (let end; (end = rest.indexOf(0)) >= 0; rest = rest.subarray(end + 1)) browser.receive(JSON.parse(rest.subarray(0, end).toString()));
    });
    browser.process.stdio[3].on('error', () => {});
    browser.process.on('exit', () => { for (const { reject } of browser.calls.values()) reject(new Error('the browser is gone')); });
    return browser;
  }

  receive(message) {
    const call = this.calls.get(message.id);
    if (!call) { for (const listener of this.listeners) listener(message); return; }
    this.calls.delete(message.id);
    clearTimeout(call.clock);
    if (message.error) call.reject(new Error(`${call.method}: ${message.error.message}`));
    else call.resolve(message.result);
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.next;
    return new Promise((resolve, reject) => {
      const clock = setTimeout(() => { this.calls.delete(id); reject(new Error(`${method} took too long`)); }, this.patience);
      this.calls.set(id, { resolve, reject, method, clock });
      this.process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  async page({ width = 1280, height = 900, scripts = true, dark = false } = {}) {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this, sessionId, targetId);
    for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await page.send(`${domain}.enable`);
    await page.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    await page.dark(dark);
    if (!scripts) await page.send('Emulation.setScriptExecutionDisabled', { value: true });
    return page;
  }

  async stop() {
    await this.send('Browser.close').catch(() => {});
    await new Promise(resolve => { this.process.exitCode === null ? this.process.once('exit', resolve) : resolve(); setTimeout(resolve, 5000); });
    this.process.kill('SIGKILL');
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

class Page {
  constructor(browser, session, target) {
    Object.assign(this, { browser, session, target, errors: [], requests: [] });
    browser.listeners.push(({ method, params, sessionId }) => {
      if (sessionId !== session) return;
      if (method === 'Runtime.exceptionThrown') this.errors.push(params.exceptionDetails.exception?.description || params.exceptionDetails.text);
      if (method === 'Runtime.consoleAPICalled' && ['error', 'warning', 'assert'].includes(params.type)) this.errors.push(params.args.map(arg => arg.value ?? arg.description).join(' '));
      if (method === 'Log.entryAdded' && params.entry.level !== 'info' && params.entry.level !== 'verbose') this.errors.push(params.entry.text);
      if (method === 'Page.javascriptDialogOpening') { this.errors.push(`dialog: ${params.message}`); this.send('Page.handleJavaScriptDialog', { accept: false }).catch(() => {}); }
      if (method === 'Network.requestWillBeSent') this.requests.push(params.request.url);
    });
  }

  send(method, params) { return this.browser.send(method, params, this.session); }

  async dark(on) { await this.send('Emulation.setEmulatedMedia', { media: '', features: [{ name: 'prefers-color-scheme', value: on ? 'dark' : 'light' }] }); }

  async print(on) { await this.send('Emulation.setEmulatedMedia', { media: on ? 'print' : '' }); }

  async open(url) {
    await this.send('Page.navigate', { url: 'about:blank' });
    await this.send('Page.navigate', { url });
    await this.until(`document.readyState === 'complete'`);
  }

  /** The value of an expression in the page. */
  async get(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description || exceptionDetails.text}`);
    return result.value;
  }

  /** Waits until an expression holds. */
  async until(expression) {
    for (const end = Date.now() + this.browser.patience; ;) {
      if (await this.get(`!!(${expression})`).catch(() => false)) return;
      if (Date.now() > end) throw new Error(`never came true: ${expression}`);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  /** Goes to a place inside the page, and waits until it is there. */
  async go(hash) {
    const place = JSON.stringify(hash === '#' ? '' : hash);
    await this.get(`{ document.documentElement.dataset.ready = 'no'; if (location.hash === ${place}) dispatchEvent(new HashChangeEvent('hashchange')); else location.hash = ${place}; }`);
    await this.until(`document.documentElement.dataset.ready === (${place} || 'overview')`);
  }

  async mouse(selector, click = true) {
    const at = await this.get(`(() => { const node = document.querySelector(${JSON.stringify(selector)}); node.scrollIntoView({ block: 'center' }); const { left, top, width, height } = node.getClientRects()[0]; return [left + Math.min(width / 2, 30), top + height / 2]; })()`);
    const event = { x: at[0], y: at[1], button: 'left', clickCount: 1 };
    await this.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: at[0], y: at[1] });
    if (!click) return;
    await this.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...event });
    await this.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...event });
  }

  async key(key) {
    const text = key.length === 1 ? key : key === 'Enter' ? '\r' : undefined;
    const code = { Enter: 13, Escape: 27, Tab: 9 }[key];
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text, windowsVirtualKeyCode: code });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode: code });
  }

  async type(text) { for (const key of text) await this.key(key); }

  /** A picture of the window, or of the whole page. */
  async picture(file, whole = false) {
    let clip;
    if (whole) {
      const { cssContentSize: { width, height } } = await this.send('Page.getLayoutMetrics');
      clip = { x: 0, y: 0, width, height: Math.min(height, 12_000), scale: 1 };
    }
    const { data } = await this.send('Page.captureScreenshot', { format: 'png', clip, captureBeyondViewport: whole });
    writeFileSync(file, Buffer.from(data, 'base64'));
  }

  close() { return this.browser.send('Target.closeTarget', { targetId: this.target }); }
}
