/** The sender of config/default.yaml: an address at nobody's domain. */
export const isNobodys = (from: string): boolean => /@hawser\.example>?$/.test(from);
