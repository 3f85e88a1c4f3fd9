export interface Screen {
  colour: boolean;
  /** Characters in a line, more than 0. */
  columns: number;
}

/**
 * What the output can show. NO_COLOR (https://no-color.org) and FORCE_COLOR decide over colours, COLUMNS over the width
 * where there is no terminal.
 */
export function screenOf(
  stream: { isTTY?: boolean; columns?: number },
  env: Readonly<Record<string, string | undefined>>,
): Screen {
  const set = (key: string) => (env[key] ?? '') !== '';
  const forced = set('FORCE_COLOR') && env.FORCE_COLOR !== '0';
  // A terminal that does not know its size says 0.
  const columns = [stream.columns, Number(env.COLUMNS)].find((width) => width !== undefined && width > 0);
  return { colour: !set('NO_COLOR') && (forced || stream.isTTY === true), columns: columns ?? 80 };
}
