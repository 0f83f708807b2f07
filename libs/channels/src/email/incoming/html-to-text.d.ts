/** The package brings no types of its own; what we use of it. */
declare module 'html-to-text' {
  export function convert(html: string, options?: { wordwrap?: false; limits?: { maxInputLength?: number; maxDepth?: number }; selectors?: { selector: string; format?: string; options?: Record<string, unknown> }[] }): string;
}
