import type { Action } from '../../chat/action.ts';
import { cleanLine } from '../../chat/clean.ts';
import type { Field, Form } from '../../chat/reply.ts';

/** Shows a text and gives the line that follows; undefined when the person leaves the form. */
export type Ask = (prompt: string) => Promise<string | undefined>;
export type Say = (text: string) => Promise<void>;

/** Asks field by field. Undefined when the person left, or gave nothing where something is needed. */
export async function askForm(form: Form, ask: Ask, say: Say): Promise<Action | undefined> {
  const values: Record<string, string> = {};
  for (const field of form.fields) {
    const value = await askField(field, ask, say);
    if (value === undefined) return undefined;
    if (value !== '') values[field.name] = value;
  }
  return { ...form.submit, args: { ...form.submit.args, ...values } };
}

/** '' for an optional field that was left out. */
async function askField(field: Field, ask: Ask, say: Say): Promise<string | undefined> {
  if (field.type === 'choice') await say(choicesText(field));
  for (;;) {
    const given = await ask(promptOf(field));
    if (given === undefined) return undefined;
    const line = cleanLine(given);
    if (line === '') return field.value ?? (field.optional === true ? '' : undefined);
    const value = field.type === 'text' ? line : chosen(line, field);
    if (value !== undefined) return value;
    await say(`Please give a number or one of these words.\n${choicesText(field)}`);
  }
}

function promptOf(field: Field): string {
  const hint = field.value ?? (field.type === 'text' ? field.placeholder : undefined);
  const kept = field.value === undefined && hint !== undefined ? `for example ${cleanLine(hint)}` : hint;
  const optional = field.optional === true && field.value === undefined ? 'optional' : undefined;
  const notes = [optional, kept === undefined ? undefined : cleanLine(kept)].filter(
    (note) => note !== undefined,
  );
  return `${cleanLine(field.label)}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}: `;
}

function choicesText(field: Field): string {
  if (field.type !== 'choice') return '';
  return field.options.map(({ label }, index) => `[${index + 1}] ${cleanLine(label)}`).join('  ');
}

function chosen(line: string, field: Extract<Field, { type: 'choice' }>): string | undefined {
  const folded = line.toLowerCase();
  const named = field.options.find(
    ({ label, value }) => value.toLowerCase() === folded || cleanLine(label).toLowerCase() === folded,
  );
  const numbered = /^\d{1,3}$/.test(line) ? field.options[Number(line) - 1] : undefined;
  return (named ?? numbered)?.value;
}
