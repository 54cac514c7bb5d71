import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Receiver<T> {
  url: string;
  received: T[];
  close(): Promise<void>;
}

/** Takes what is POSTed and answers with the given statuses in turn, the last one from then on. */
export function httpReceiver(...statuses: [number, ...number[]]): Promise<Receiver<Received>> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const status = statuses[Math.min(received.length, statuses.length - 1)] ?? 500;
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(status, status === 302 ? { Location: '/elsewhere' } : {}).end();
    });
  });
  return listening(server, received, 'http');
}

/** A server that speaks as much of SMTP (RFC 5321) as a sender needs; refuses the addresses that are named. */
export function mailServer(refused: string[] = []): Promise<Receiver<{ to: string; data: string }>> {
  const received: { to: string; data: string }[] = [];
  const server = createTcpServer((socket) => {
    let [buffer, to, inData] = ['', '', false];
    const say = (line: string) => socket.write(`${line}\r\n`);
    socket.on('error', () => socket.destroy());
    say('220 mail.example');
    socket.on('data', (chunk) => {
      buffer += chunk.toString();
      for (
        let end = buffer.indexOf(inData ? '\r\n.\r\n' : '\r\n');
        end >= 0;
        end = buffer.indexOf(inData ? '\r\n.\r\n' : '\r\n')
      ) {
        const text = buffer.slice(0, end);
        buffer = buffer.slice(end + (inData ? 5 : 2));
        if (inData) {
          received.push({ to, data: text });
          inData = false;
          say('250 taken');
        } else if (/^DATA/i.test(text)) {
          inData = true;
          say('354 go on');
        } else if (/^RCPT/i.test(text)) {
          to = /<(.*)>/.exec(text)?.[1] ?? '';
          say(refused.includes(to) ? '550 no such user' : '250 ok');
        } else say(/^QUIT/i.test(text) ? '221 bye' : '250 ok');
      }
    });
  });
  return listening(server, received, 'smtp');
}

function listening<T>(server: Server, received: T[], scheme: string): Promise<Receiver<T>> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        url: `${scheme}://127.0.0.1:${port}`,
        received,
        close: () => new Promise((done) => server.close(() => done())),
      });
    });
  });
}
