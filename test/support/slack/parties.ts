/** Somebody of the workspace, as Slack's payloads name them. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** What users.info says of a person besides. */
export interface Profile {
  /** IANA name. */
  tz?: string;
  is_bot?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  deleted?: boolean;
}

/** A place to talk. `members` are ids of people and of the bot; a `dm` has two of them. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'dm';
  archived: boolean;
  /** What the bot may write there; everything, unless a test says otherwise. */
  writes: 'everywhere' | 'in threads' | 'nowhere';
  readonly members: Set<string>;
}

/** The app as it is installed here, with everything that its requests and answers are checked against. */
export interface Installation {
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly botName: string;
  readonly team: { readonly id: string; readonly domain: string };
  readonly enterprise?: { readonly id: string; readonly name: string };
  /** Installed on the whole organisation: payloads then name no team of their own. */
  readonly orgInstall: boolean;
  readonly scopes: readonly string[];
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly verificationToken: string;
}
