export interface Contents { control: number; gs01: 'SO' | 'QO'; st01: string; sets: readonly (readonly string[])[] }

/** One ISA with one GS of these sets, counts and control numbers right, `~` and a line feed after each segment. */
export function interchangeOf({ control, gs01, st01, sets }: Contents): string {
  const isa13 = String(control).padStart(9, '0');
  const lines = [
    `ISA*00*          *00*          *ZZ*HAWSERLINE     *ZZ*USLGBEAST      *180724*1800*U*00401*${isa13}*0*P*>`,
    `GS*${gs01}*HAWSERLINE*USLGBEAST*20180724*1800*${control}*X*004010`,
  ];
  sets.forEach((body, at) => {
    const st02 = String(at + 1).padStart(4, '0');
    lines.push(`ST*${st01}*${st02}`, ...body, `SE*${body.length + 2}*${st02}`);
  });
  lines.push(`GE*${sets.length}*${control}`, `IEA*1*${isa13}`, '');
  return lines.join('~\n');
}
