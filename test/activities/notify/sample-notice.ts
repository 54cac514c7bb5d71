import type { Notice } from '../../../activities/ports/notifier';

/** Names come from outside: some of this is hostile. */
export const ASK: Notice = {
  kind: 'ask',
  to: 'customer',
  card: {
    tenantId: 'AAAAAAAA-0000-4000-8000-000000000001',
    name: 'Fabrikam <b>& Sons</b>',
    contact: { name: 'Dana\r\nBcc: eve@evil.example', email: 'dana@fabrikam.example' },
    secondContact: { name: 'Kim', email: 'kim@fabrikam.example' },
  },
  workflowId: 'csp-transfer-1',
  runId: '11111111-0000-4000-8000-000000000001',
  step: 'sign',
  what: 'Sign the transfer form <script>alert(1)</script> [here](https://evil.example)',
  digest: 'd'.repeat(64),
  links: 2,
  until: '2099-12-07T10:00:00.000Z',
  remindEveryDays: 3,
  nth: 0,
};

export const DESK = { url: 'https://desk.example/', linkKey: Buffer.alloc(32, 7).toString('base64url') };
