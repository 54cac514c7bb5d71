import { z } from 'zod';
import { ArmError } from '../../kernel/arm-types';
import { COUNTRIES } from './countries';

/** Languages that support is given in, in the case of the answers (swagger ContactProfile.preferredSupportLanguage). */
const LANGUAGES = ['en-US', 'zh-Hans', 'es-ES', 'fr-FR', 'ja-JP', 'ko-KR', 'ru-RU', 'pt-BR', 'it-IT', 'zh-TW', 'de-DE'] as const;
/** Least urgent first, in the case of the answers: requests write them in lower case. */
export const SEVERITIES = ['Minimal', 'Moderate', 'Critical', 'HighestCriticalImpact'] as const;

const filled = z.string().trim().min(1, 'must not be empty');

/** One of a list, however it is written; read as Azure answers it. */
function oneOf<T extends string>(values: readonly T[]) {
  return z.string().transform((given, context): T => {
    const known = values.find((one) => one.toLowerCase() === given.toLowerCase());
    if (known !== undefined) return known;
    context.addIssue({ code: 'custom', message: `'${given}' is not one of ${values.join(', ')}` });
    return z.NEVER;
  });
}

const consent = z.enum(['Yes', 'No']);
const mail = z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'is not a mail address');
const Contact = z.object({
  firstName: filled,
  lastName: filled,
  preferredContactMethod: oneOf(['Email', 'Phone']),
  primaryEmailAddress: mail,
  additionalEmailAddresses: z.array(mail).optional(),
  phoneNumber: filled.optional(),
  preferredTimeZone: z
    .string()
    .regex(/ Standard Time$|^UTC([+-]\d+)?$/, "is not a time zone's name on Windows, such as 'W. Europe Standard Time'"),
  country: z.string().refine((code) => COUNTRIES.has(code), 'is not an ISO 3166-1 alpha-3 code, such as DEU'),
  preferredSupportLanguage: oneOf(LANGUAGES),
});
const reachable = (contact: { preferredContactMethod?: string | undefined; phoneNumber?: string | undefined }) =>
  contact.preferredContactMethod !== 'Phone' || contact.phoneNumber !== undefined;
const PHONE_NEEDED = { message: 'is needed when the preferred contact method is phone', path: ['phoneNumber'] };
const secondaryConsent = z.array(z.object({ userConsent: consent, type: filled })).optional();

const Ticket = z.object({
  properties: z.object({
    title: filled,
    description: filled,
    serviceId: filled,
    problemClassificationId: filled,
    severity: oneOf(SEVERITIES),
    advancedDiagnosticConsent: consent,
    contactDetails: Contact.refine(reachable, PHONE_NEEDED),
    fileWorkspaceName: filled.optional(),
    problemStartTime: z.iso.datetime({ offset: true }).optional(),
    enrollmentId: z.string().optional(),
    require24X7Response: z.boolean().optional(),
    problemScopingQuestions: z.string().optional(),
    secondaryConsent,
    technicalTicketDetails: z.object({ resourceId: filled.optional() }).optional(),
    quotaTicketDetails: z
      .object({
        quotaChangeRequestSubType: z.string().optional(),
        quotaChangeRequestVersion: z.string().optional(),
        quotaChangeRequests: z.array(z.object({ region: z.string().optional(), payload: z.string().optional() })).optional(),
      })
      .optional(),
  }),
});

const Update = z.object({
  severity: oneOf(SEVERITIES).optional(),
  /** What was written: the answer to an update repeats it, a later GET does not (recorded). */
  status: z
    .string()
    .regex(/^(open|closed)$/i, 'is neither open nor closed')
    .optional(),
  contactDetails: Contact.partial().optional(),
  advancedDiagnosticConsent: consent.optional(),
  secondaryConsent,
});

export type TicketRequest = z.infer<typeof Ticket>['properties'];
type TicketUpdate = z.infer<typeof Update>;

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw invalidSupportRequest(parsed.error.issues.map(({ path, message }) => ({ target: path.join('.'), message })));
}

/** 400 with everything that is wrong, each with the path of its field. */
export function invalidSupportRequest(problems: { target: string; message: string }[]): ArmError {
  return new ArmError(400, {
    code: 'BadRequest',
    message: `The request is not valid. ${problems.map(({ target, message }) => `${target}: ${message}`).join('; ')}.`,
    details: problems.map((one) => ({ code: 'InvalidProperty', ...one })),
  });
}

/** Before this api-version a request does not say whether diagnostics may be collected; it counts as No. */
const CONSENT_SINCE = '2022-09-01';

/** The body of a ticket's PUT (swagger SupportTicketDetails). @throws ArmError 400 */
export function readTicketRequest(body: unknown, apiVersion: string): TicketRequest {
  if (apiVersion >= CONSENT_SINCE) return read(Ticket, body).properties;
  const { properties } = (body ?? {}) as { properties?: object };
  return read(Ticket, { properties: { advancedDiagnosticConsent: 'No', ...properties } }).properties;
}

/** The body of a ticket's PATCH (swagger UpdateSupportTicket). @throws ArmError 400, also when it changes nothing */
export function readTicketUpdate(body: unknown): TicketUpdate {
  const update = read(Update, body);
  if (Object.values(update).every((value) => value === undefined))
    throw invalidSupportRequest([
      { target: 'body', message: 'must change severity, status, contactDetails, advancedDiagnosticConsent or secondaryConsent' },
    ]);
  return update;
}

/** The contact with what an update says of it. @throws ArmError 400 when it can no longer be reached */
export function updatedContact(
  contact: TicketRequest['contactDetails'],
  change: NonNullable<TicketUpdate['contactDetails']>,
): TicketRequest['contactDetails'] {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const updated: TicketRequest['contactDetails'] = { ...contact, ...given };
  if (reachable(updated)) return updated;
  throw invalidSupportRequest([{ target: 'contactDetails.phoneNumber', message: PHONE_NEEDED.message }]);
}
