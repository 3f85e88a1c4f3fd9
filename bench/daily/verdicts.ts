/** "0.62 ×, at least 0.5 ×: ok", or "missed". */
export function atLeast(value: number, limit: number, unit: string): string {
  return `${value.toFixed(2)} ${unit}, at least ${limit} ${unit}: ${value >= limit ? 'ok' : 'missed'}`;
}
