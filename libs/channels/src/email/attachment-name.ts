/**
 * `<ISA13>-<GS06>-<ST02>-309.edi.txt`: the numbers by which the terminal knows the EDI copy, and a last extension that mail
 * gateways let pass. Anything but letters and digits is left out of the parts: they come from outside.
 */
export function attachmentName(numbers: { isa13: string; gs06: string; st02: string; set: string }): string {
  const { isa13, gs06, st02, set } = numbers;
  return `${[isa13, gs06, st02, set].map((part) => part.replace(/[^A-Za-z0-9]/g, '').slice(0, 20) || '0').join('-')}.edi.txt`;
}
