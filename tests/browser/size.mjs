// The page of many clusters: its size, how soon it is there, and that its long lists are virtual.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Browser } from './driver.mjs';

const [,, executable, file] = process.argv;
const browser = await Browser.start(executable, 120_000);
const page = await browser.page();
const size = statSync(file).size;
const open = async () => {
  const start = Date.now();
  await page.open(pathToFileURL(file).href);
  await page.until(`document.documentElement.dataset.ready`);
  return Date.now() - start;
};
const times = [await open(), await open(), await open()].sort((x, y) => x - y);
const timed = async hash => { const start = Date.now(); await page.go(hash); return Date.now() - start; };
const list = await timed('#clusters');
const clusters = Number((await page.get(`document.querySelector('.count').textContent.replace(/,/g, '')`)).match(/\d+/)[0]);
const rows = await page.get(`document.querySelectorAll('[data-row]').length`);
assert.ok(rows < 100, `${rows} rows are in the document`);
await page.get(`scrollTo(0, document.body.scrollHeight / 2)`);
await page.until(`[...document.querySelectorAll('[data-row]')].some(row => Math.abs(row.dataset.row - ${clusters} / 2) < 30)`);
const search = await timed('#clusters?q=council%20bridge');
const first = await timed('#cluster-1'), last = await timed(`#cluster-${clusters}`);
const nodes = await page.get(`document.querySelectorAll('*').length`);
await page.go('#');
const note = await page.get(`[...document.querySelectorAll('.notes li')].map(node => node.textContent).find(text => /left out/.test(text)) ?? ''`);
assert.deepEqual(page.errors, []);
console.log(`${clusters} clusters in ${(size / 1e6).toFixed(1)} MB; there after ${times[1]} ms (${times[0]} to ${times[2]}); list ${list} ms, ${rows} rows; search ${search} ms; a cluster ${first} and ${last} ms, ${nodes} elements${note && `; says: ${note}`}`);
assert.ok(size < 40_000_000, 'ten thousand clusters in 40 MB');
await browser.stop();
