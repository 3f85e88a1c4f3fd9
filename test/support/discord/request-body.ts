import type { IncomingMessage } from 'node:http';
import { isObject } from '../shape.ts';

/** A file of a form: `files[0]` and so on. */
interface SentFile {
  readonly field: string;
  readonly name: string;
  readonly size: number;
}

export interface RequestBody {
  /** Parsed JSON; undefined if there was no body or none that is JSON. */
  readonly json: unknown;
  readonly files: readonly SentFile[];
}

/** JSON, or a form with `payload_json` and `files[n]`: discord.com/developers/docs/reference#uploading-files. */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return { json: parse(bytes.toString('utf8')), files: [] };
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const files = [...form].flatMap(([field, value]) =>
    typeof value === 'string' ? [] : [{ field, name: value.name, size: value.size }],
  );
  return { json: withFiles(parse(String(form.get('payload_json') ?? '')), files), files };
}

/** Discord takes the name of an attachment from its file; one that the JSON does not mention is attached all the same. */
function withFiles(json: unknown, files: readonly SentFile[]): unknown {
  const payload = isObject(json) ? json : {};
  const data = isObject(payload.data) ? payload.data : undefined;
  const holder = data ?? payload;
  const listed = Array.isArray(holder.attachments) ? holder.attachments.filter(isObject) : undefined;
  const nameOf = (id: unknown) => files.find(({ field }) => field === `files[${String(id)}]`)?.name;
  const attachments =
    listed?.map((one) => ({ ...one, filename: one.filename ?? nameOf(one.id) })) ??
    files.map(({ name }, id) => ({ id, filename: name }));
  if (data === undefined) return { ...payload, attachments };
  return { ...payload, data: { ...data, attachments } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
