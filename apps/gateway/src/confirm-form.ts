import type { FastifyInstance } from 'fastify';

/** Where the links of mails lead. */
export const CONFIRM_ROUTE = '/confirm/:token';
/** Bytes. A name, a word and a proof. */
const LARGEST_FORM = 4 * 1024;

/** Forms of a browser are read on this one route; everywhere else they are what they were: a media type that nobody takes. */
export function takeConfirmForms(fastify: FastifyInstance): void {
  fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: LARGEST_FORM }, (request, body, done) => {
    if (request.routeOptions.url === CONFIRM_ROUTE) done(null, Object.fromEntries(new URLSearchParams(String(body))));
    else done(Object.assign(new Error('no form is taken here'), { statusCode: 415, code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' }));
  });
}
