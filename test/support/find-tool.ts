export { findTool, type Tool } from '../../apps/terminal/src/mailboxes/find-tool.js';
