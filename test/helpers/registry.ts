import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename } from 'node:path';
import type { TestContext } from 'node:test';
import { listen } from './listen.ts';

/** A registry of npm on loopback that has these tarballs and nothing else. @returns its address, and what it was asked for */
export async function serveRegistry(context: TestContext, tarballs: readonly string[]) {
  const packages = new Map(
    tarballs.map((path) => {
      const about = JSON.parse(execFileSync('tar', ['-xzOf', path, 'package/package.json'], { encoding: 'utf8' }));
      return [about.name as string, { about, path, bytes: readFileSync(path) }] as const;
    }),
  );
  const asked: string[] = [];
  const server = createServer(({ url = '', headers }, response) => {
    asked.push(url);
    const named = packages.get(url.slice(1));
    if (named !== undefined) {
      const { about, path, bytes } = named;
      const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
      const dist = { tarball: `http://${headers.host}/-/${basename(path)}`, integrity };
      const versions = { [about.version]: { ...about, dist } };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ name: about.name, 'dist-tags': { latest: about.version }, versions }));
      return;
    }
    const tarball = [...packages.values()].find(({ path }) => url === `/-/${basename(path)}`);
    response.writeHead(tarball === undefined ? 404 : 200).end(tarball?.bytes);
  });
  return { url: `http://127.0.0.1:${await listen(context, server)}/`, asked };
}
