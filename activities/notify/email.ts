import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { type Channel, ChannelError, problemOf, SEND_MS } from './channel';
import { type Delivery, type Letter, messageId } from './delivery';
import { htmlText, plainText } from './letter-text';

/** Sender of mail that only lies in a folder. */
const NOBODY = 'handover@handover.invalid';

/** Sends by a mail server, `smtp(s)://user:password@host:port`. */
export function smtpChannel({ smtp, from }: { smtp: string; from: string }): Channel {
  const limits = { connectionTimeout: SEND_MS, greetingTimeout: SEND_MS, socketTimeout: SEND_MS };
  const transport = createTransport({ url: smtp, ...limits });
  return emailChannel('e-mail', from, async (mail) => {
    await transport.sendMail(mail);
  });
}

/** Writes each mail to a file of its own, `<time>-<party>-<step>-<id>.eml`, whole or not at all. */
export function folderChannel(folder: string): Channel {
  const composer = createTransport({ streamTransport: true, buffer: true });
  return emailChannel('mail folder', NOBODY, async (mail, name) => {
    const { message } = await composer.sendMail(mail);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = path.join(folder, name);
    const aside = `${file}.${randomUUID()}`;
    try {
      await writeFile(aside, message as Buffer, { mode: 0o600 });
      await rename(aside, file);
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
  });
}

function emailChannel(name: string, from: string, send: (mail: SendMailOptions, fileName: string) => Promise<void>): Channel {
  return {
    name,
    takes: ({ letters }) => letters.length > 0,
    /** One address that is refused keeps nobody else from being told; when one has it, the notice counts as taken. */
    async deliver(delivery) {
      const problems: string[] = [];
      await Promise.all(
        delivery.letters.map(async (letter) => {
          try {
            const mail = await mailOf(delivery, letter, from);
            await send(mail, fileName(delivery, String(mail.messageId)));
          } catch (error) {
            problems.push(problemOf(error));
          }
        }),
      );
      if (problems.length === delivery.letters.length) throw new ChannelError(problems.join(', '));
      return problems;
    },
  };
}

async function mailOf(delivery: Delivery, { recipient, message }: Letter, from: string): Promise<SendMailOptions> {
  return {
    from: { name: 'Handover', address: from },
    to: { name: recipient.name ?? '', address: recipient.email },
    subject: message.subject,
    text: plainText(message),
    html: await htmlText(message),
    messageId: messageId(delivery, recipient, from.slice(from.lastIndexOf('@') + 1)),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Handover-Delivery': delivery.id },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function fileName({ notice }: Delivery, id: string): string {
  const time = new Date().toISOString().replace(/[:.]/g, '-');
  const step = notice.step.replace(/[^\w-]/g, '_').slice(0, 60);
  return `${time}-${notice.to}-${step}-${id.slice(1, 9)}.eml`;
}
