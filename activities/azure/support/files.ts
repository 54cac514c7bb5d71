import { failure } from '../../failures/failure';
import type { Support } from '../../ports/partner-center';
import type { SupportRequests } from './requests';

/** Bytes; at most two chunks (swagger Microsoft.Support 2024-04-01, FileDetailsProperties). */
const MAX_FILE = 5 * 1024 * 1024;
const MAX_CHUNK = MAX_FILE / 2;

/** Files that belong to a ticket, by the workspace that the ticket names. */
export function supportFiles(requests: SupportRequests): Pick<Support, 'createWorkspace' | 'upload'> {
  const workspacePath = (subscriptionId: string, workspace: string) =>
    `/subscriptions/${subscriptionId}/providers/Microsoft.Support/fileWorkspaces/${encodeURIComponent(workspace)}`;

  return {
    async createWorkspace(subscriptionId, workspace) {
      await requests.write(`create the file workspace ${workspace}`, 'PUT', workspacePath(subscriptionId, workspace), undefined);
    },

    async upload(subscriptionId, workspace, { name, content }) {
      const doing = `attach ${name}`;
      const fileSize = content.byteLength;
      if (fileSize === 0 || fileSize > MAX_FILE)
        throw failure(
          'InvalidInput',
          `${doing}: it has ${fileSize} bytes, and Azure takes files of 1 byte to 5 MB. Give a smaller scan of it.`,
        );
      const chunkSize = Math.min(fileSize, MAX_CHUNK);
      const numberOfChunks = Math.ceil(fileSize / chunkSize);
      const path = `${workspacePath(subscriptionId, workspace)}/files/${encodeURIComponent(name)}`;
      // Announced anew each time: a file that is there may be one whose chunks never came, and nothing in Azure's answer tells.
      await requests.write(doing, 'PUT', path, { properties: { fileSize, chunkSize, numberOfChunks } });
      for (let chunkIndex = 0; chunkIndex < numberOfChunks; chunkIndex++) {
        const chunk = content.subarray(chunkIndex * chunkSize, (chunkIndex + 1) * chunkSize);
        await requests.write(doing, 'POST', `${path}/upload`, { content: Buffer.from(chunk).toString('base64'), chunkIndex });
      }
    },
  };
}
