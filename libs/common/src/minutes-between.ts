/** Minutes from one instant to another, with their fraction; negative when `to` is the earlier one. */
export function minutesBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 60_000;
}
