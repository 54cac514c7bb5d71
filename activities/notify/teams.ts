import type { Party } from '../../contracts/people/parties';
import type { Channel } from './channel';
import type { Delivery } from './delivery';
import { post } from './post';
import { type Message, wordsFor } from './words';

/**
 * Posts a card to the Teams channel of the party that is told, by the URL of its Workflow "Post to a channel when a webhook request is
 * received" (learn.microsoft.com: Create incoming webhooks with Workflows for Microsoft Teams). The URL is a secret. The card carries the links
 * of the first address that is told: everybody who reads the channel can open them, so it has to be a channel of those who may answer.
 */
export function teamsChannel(urls: Partial<Record<Party, string>>): Channel {
  return {
    name: 'Teams',
    takes: ({ notice }) => urls[notice.to] !== undefined,
    async deliver(delivery) {
      const url = urls[delivery.notice.to];
      if (url !== undefined) await post(url, JSON.stringify(envelope(delivery)), { 'X-Handover-Delivery': delivery.id });
      return [];
    },
  };
}

function envelope({ notice, letters }: Delivery) {
  const content = card(wordsFor(notice, letters[0]?.links ?? []));
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

/** Adaptive Card 1.4 (adaptivecards.io/explorer). Its actions only open pages. Text runs, because text blocks would read names as Markdown. */
function card({ subject, before, what, after, links }: Message) {
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    fallbackText: subject,
    body: [paragraph(before), paragraph(what, { weight: 'Bolder' }), ...after.map((text) => paragraph(text))],
    actions: links.map(({ title, url }) => ({ type: 'Action.OpenUrl', title, url })),
  };
}

function paragraph(text: string, looks: { weight?: 'Bolder' } = {}) {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...looks }] };
}
