import { z } from 'zod';
import { asked } from '../../kernel/control';
import type { Service } from '../../kernel/service';
import { graphRoutes } from './graph';
import { signInRoutes } from './routes';

const Lifetime = z.strictObject({ seconds: z.number().min(0) });

/** Microsoft Entra: who signs in gets a token, and Graph tells names for object ids. */
export const signIn = {
  name: 'sign-in',
  routes(azure) {
    const graph = graphRoutes(azure);
    const entra = signInRoutes(azure);
    return (raw) => graph(raw) ?? entra(raw);
  },
  controls: [
    {
      method: 'POST',
      path: '/tokens',
      answer({ tokens }, body) {
        tokens.lifetime = asked(Lifetime, body).seconds;
        return { status: 200, body: { seconds: tokens.lifetime } };
      },
    },
  ],
} satisfies Service;
