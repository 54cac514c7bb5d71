import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import type { Machine } from '../../../tools/lib/cache-folder.mjs';

/** A machine with an empty home and an empty PATH, in a temporary folder. */
export class FakeMachine {
  readonly home = mkdtempSync(join(tmpdir(), 'handover-machine-'));
  readonly env: NodeJS.ProcessEnv = { HOME: this.home, PATH: join(this.home, 'bin') };
  readonly machine: Machine = { env: this.env, platform: 'linux', arch: 'x64' };

  /** Puts an executable shell script at a path relative to the home folder; answers its absolute path. */
  script(path: string, body: string): string {
    const file = join(this.home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  remove(): void {
    rmSync(this.home, { recursive: true });
  }
}

/** What a `temporal` of these versions answers to --version; the body of a shell script. */
export function temporalSaying(cli: string, server: string): string {
  return `echo "temporal version ${cli} (Server ${server}, UI 2.42.1)"`;
}

/** Serves one executable the way Temporal's download site does: a JSON answer that names an archive. */
export class FakeDownloads {
  readonly asked: string[] = [];
  private server: Server | undefined;

  async serve(fileName: string, content: string): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'handover-downloads-'));
    writeFileSync(join(folder, fileName), content, { mode: 0o755 });
    const archive = execFileSync('tar', ['-czf', '-', '-C', folder, fileName]);
    rmSync(folder, { recursive: true });
    const server = createServer((request, response) => {
      this.asked.push(request.url ?? '');
      if (request.url === '/archive.tar.gz') response.end(archive);
      else response.end(JSON.stringify({ archiveUrl: `${this.address}/archive.tar.gz`, fileToExtract: fileName }));
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return this.address;
  }

  private get address(): string {
    const { port } = this.server?.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  close(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }
}
