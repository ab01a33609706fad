// Writes a folder of articles whose every field tries to run something or to break out.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const evil = '</script></noscript><script>window.broken = 1</script><img src=x onerror="window.broken = 2"><svg/onload=window.broken=3>"\'`${window.broken = 4}';
const story = 'The harbour bridge closes to lorries on Monday, the mayor told a packed council meeting in the evening. Engineers found cracks in three of the nine piers during their yearly inspection. Ferries will run twice as often until the repair ends in October, and the toll falls to four crowns. Traders on the quay fear for their summer.';
const records = [
  { body: `${evil} ${story}` },
  { body: `${story} ${evil}`, title: `\u202e\u2066gnihton\u0000 ${evil}` },
  { body: story.replace('nine', 'seven'), url: 'javascript:window.broken=5' },
  { body: `\u0000\u0007\u001b[2J${story}\u202e`, date: evil },
  { body: story.split('. ').reverse().join('. '), source: '__proto__' },
];
writeFileSync(join(folder, 'articles.jsonl'), records.map((record, i) => JSON.stringify({
  id: i === 4 ? 'constructor' : `${i}${evil}`, title: `Bridge ${evil}`, source: `Herald ${evil}`, author: evil, date: '2026-03-02', ...record, text: record.body, body: undefined,
})).join('\n'));
