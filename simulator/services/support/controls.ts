import { asked, type Control } from '../../kernel/control';
import { Script } from './engineer/script';
import { supportState } from './support-state';

/** Controls of what Microsoft's engineer does with a ticket about a transfer. */
export const SUPPORT_CONTROLS: readonly Control[] = [
  {
    method: 'GET',
    path: '/engineer',
    answer: ({ store }) => ({ status: 200, body: supportState.of(store).engineer }),
  },
  {
    method: 'POST',
    path: '/engineer',
    answer({ store }, body) {
      const script = asked(Script, body);
      Object.assign(supportState.of(store).engineer, { script, used: 0 });
      return { status: 200, body: { script } };
    },
  },
];
