/** Time codes that mean one offset, whatever the season. LT, PT and the like mean the place's own time. @source element 623 */
const OFFSETS: Record<string, string> = {
  UT: 'Z', GM: 'Z', AS: '-04:00', AD: '-03:00', ES: '-05:00', ED: '-04:00', CS: '-06:00', CD: '-05:00', MS: '-07:00', MD: '-06:00', PS: '-08:00', PD: '-07:00',
};

/** The offset a time code stands for, as ISO text; nothing where the time is the place's own. */
export const offsetOf = (code: string | undefined): string => OFFSETS[(code ?? '').trim()] ?? '';
