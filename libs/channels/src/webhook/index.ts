export { postWebhook, type WebhookAnswer, type WebhookToPost } from './post-webhook.js';
export { WEBHOOK_SECRET, webhookHeaders, webhookKeys } from './sign-webhook.js';
