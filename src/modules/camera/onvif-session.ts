import { callCamera, checkedAddress, type CameraTarget } from './camera-http.js';
import { newCam, type LibraryAnswer, type LibraryCam, type LibraryRequest } from './onvif-library.js';
import { at, dateOf, listOf, nodeOf, plain, textOf, type Node } from './onvif-values.js';
import { inXml, mostXmlBytes, soapBody } from './onvif-xml.js';
import type { Span } from './stream-addresses.js';

/** A video source of a recorder with its streams, as ONVIF Profile S has them. */
export interface OnvifChannel {
  readonly sourceToken: string;
  readonly name: string | null;
  readonly mainUri: string | null;
  readonly subUri: string | null;
  readonly snapshotUri: string | null;
}

/** Something that was recorded, as ONVIF Profile G has it. */
export interface OnvifRecording extends Span {
  readonly token: string;
}

/** Further channels are not asked about. */
const mostChannels = 256;
/** Answers to one search: each says what was found since the last. */
const mostAnswers = 20;

const searchSpace = 'http://www.onvif.org/ver10/search/wsdl';
const schemaSpace = 'http://www.onvif.org/ver10/schema';

/**
 * A talk with one recorder by ONVIF. Requests and what they mean are the library's; how they are sent is ours, because
 * the library reads answers of any length, goes to any address, and waits for two minutes.
 */
export class OnvifSession {
  private readonly cam: LibraryCam;
  private fail: (error: unknown) => void = () => undefined;
  /** The last answer was that the account is not known. */
  private isRefused = false;

  private constructor(
    private readonly target: CameraTarget,
    private readonly address: string,
    private readonly signal: AbortSignal,
  ) {
    const { account, port } = target;
    this.cam = newCam({ hostname: address, port, username: inXml(account.name), password: account.password });
    this.cam._request = (request, answer) => this.send(request, answer);
  }

  /** @throws Error if the recorder cannot be reached, or does not speak ONVIF */
  static async open(target: CameraTarget, signal: AbortSignal): Promise<OnvifSession> {
    const session = new OnvifSession(target, await checkedAddress(target, signal), signal);
    // Its clock counts for the digest.
    await session.ask((answer) => session.cam.getSystemDateAndTime(answer));
    try {
      await session.ask((answer) => session.cam.getServices(false, answer));
    } catch (error) {
      if (signal.aborted) throw error;
      await session.ask((answer) => session.cam.getCapabilities(answer));
    }
    return session;
  }

  async channels(): Promise<OnvifChannel[]> {
    const profiles = listOf(await this.ask((answer) => this.cam.getProfiles(answer))).map(profileOf);
    const sources = new Map<string, Profile[]>();
    for (const profile of profiles) {
      if (profile) sources.set(profile.source, [...(sources.get(profile.source) ?? []), profile]);
    }
    const channels: OnvifChannel[] = [];
    for (const [sourceToken, some] of [...sources].slice(0, mostChannels)) {
      const [main, ...others] = [...some].sort((one, other) => other.pixels - one.pixels);
      if (!main) continue;
      const sub = others.at(-1);
      channels.push({
        sourceToken,
        name: main.name,
        mainUri: await this.streamUri(main.token),
        subUri: sub ? await this.streamUri(sub.token) : null,
        snapshotUri: await this.snapshotUri(main.token),
      });
    }
    return channels;
  }

  /** What a source has recorded in a span, in order; where the recorder tells no gaps, a recording is one piece. */
  async recordings(sourceToken: string | null, span: Span): Promise<OnvifRecording[]> {
    const found: OnvifRecording[] = [];
    for (const recording of await this.foundRecordings(sourceToken)) {
      const inside = clipped(recording, span);
      if (!inside) continue;
      const pieces = await this.pieces(recording.token, inside).catch((error: unknown) => {
        if (this.signal.aborted) throw error;
        return null;
      });
      found.push(...(pieces ?? [{ ...inside, token: recording.token }]));
    }
    return found.sort((one, other) => one.start.getTime() - other.start.getTime());
  }

  /** The address of a recording. The player says by `Range: clock=` from when on. */
  async replayUri(recordingToken: string): Promise<string | null> {
    const options = { protocol: 'RTSP', recordingToken: inXml(recordingToken) } as const;
    return textOf(await this.ask((answer) => this.cam.getReplayUri(options, answer)));
  }

  private async streamUri(token: string): Promise<string | null> {
    const options = { protocol: 'RTSP', profileToken: inXml(token) } as const;
    return rtspOnly(uriOf(await this.ask((answer) => this.cam.getStreamUri(options, answer))));
  }

  /** Not every camera has pictures. */
  private async snapshotUri(token: string): Promise<string | null> {
    const options = { profileToken: inXml(token) };
    const told = await this.ask((answer) => this.cam.getSnapshotUri(options, answer)).catch((error: unknown) => {
      if (this.signal.aborted) throw error;
      return null;
    });
    const uri = uriOf(told);
    return uri !== null && /^https?:\/\//i.test(uri) && URL.canParse(uri) ? uri : null;
  }

  private async foundRecordings(sourceToken: string | null): Promise<OnvifRecording[]> {
    const source =
      sourceToken === null
        ? ''
        : `<IncludedSources xmlns="${schemaSpace}"><Token>${inXml(sourceToken)}</Token></IncludedSources>`;
    const results = await this.search('Recording', `<Scope>${source}</Scope><KeepAliveTime>PT10S</KeepAliveTime>`);
    return results.flatMap((result) => {
      const token = textOf(at(result, 'recordingToken'));
      const [start, end] = [dateOf(at(result, 'earliestRecording')), dateOf(at(result, 'latestRecording'))];
      // A scope is a wish: some recorders answer with everything.
      const of = textOf(at(result, 'source', 'sourceId'));
      const isOther = sourceToken !== null && of !== null && of !== sourceToken;
      return token === null || isOther || !start ? [] : [{ token, start, end: end ?? new Date() }];
    });
  }

  /** The pieces of a recording, by when it was begun and ended; null if the recorder does not tell. */
  private async pieces(token: string, { start, end }: Span): Promise<OnvifRecording[] | null> {
    const results = await this.search(
      'Event',
      `<StartPoint>${start.toISOString()}</StartPoint><EndPoint>${end.toISOString()}</EndPoint>
       <Scope><IncludedRecordings xmlns="${schemaSpace}">${inXml(token)}</IncludedRecordings></Scope>
       <SearchFilter><TopicExpression Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet"
         xmlns="http://docs.oasis-open.org/wsn/b-2" xmlns:tns1="http://www.onvif.org/ver10/topics"
         >tns1:RecordingHistory/Recording/State</TopicExpression></SearchFilter>
       <IncludeStartState>true</IncludeStartState><KeepAliveTime>PT10S</KeepAliveTime>`,
    );
    const states = results.flatMap(stateOf).sort((one, other) => one.at.getTime() - other.at.getTime());
    if (states.length === 0) return null;
    const pieces: OnvifRecording[] = [];
    let since: Date | null = null;
    for (const { at: time, isRecording } of states) {
      if (isRecording) since ??= time < start ? start : time;
      else if (since) {
        pieces.push({ token, start: since, end: time });
        since = null;
      }
    }
    if (since) pieces.push({ token, start: since, end });
    return pieces.filter((piece) => piece.start < piece.end);
  }

  /** A search to its end: FindRecordings and the like, then what it found. */
  private async search(what: 'Recording' | 'Event', parts: string): Promise<unknown[]> {
    const plural = `Find${what}s`;
    const begun = await this.call(`<${plural} xmlns="${searchSpace}">${parts}</${plural}>`);
    const token = textOf(at(begun, `find${what}sResponse`, 'searchToken'));
    if (token === null) throw new Error('the recorder began no search');
    const results: unknown[] = [];
    const asked = `Get${what}SearchResults`;
    for (let nth = 0; nth < mostAnswers; nth++) {
      const told = await this.call(
        `<${asked} xmlns="${searchSpace}"><SearchToken>${inXml(token)}</SearchToken><MaxResults>500</MaxResults>
         <WaitTime>PT1S</WaitTime></${asked}>`,
      );
      const list = at(told, `get${what}SearchResultsResponse`, 'resultList');
      results.push(...listOf(at(list, what === 'Recording' ? 'recordingInformation' : 'result')));
      if (textOf(at(list, 'searchState')) === 'Completed') return results;
    }
    throw new Error('the recorder does not end its search');
  }

  private async call(body: string): Promise<unknown> {
    const whole = this.cam._envelopeHeader() + body + this.cam._envelopeFooter();
    return plain(await this.ask((answer) => this.cam._request({ service: 'search', body: whole }, answer)));
  }

  /** One after the other: an answer that the library cannot read is a fault of what was asked last. */
  private ask(use: (answer: LibraryAnswer) => void): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.fail = (error) => reject(this.isRefused ? new NotLetIn() : asError(error));
      use((error, data) => {
        if (error) this.fail(error);
        else resolve(data);
      });
    });
  }

  private send({ service, body }: LibraryRequest, answer: LibraryAnswer): void {
    this.sent(service, body)
      .then(async ({ status, xml }) => {
        this.isRefused = status === 401;
        try {
          const data = await soapBody(xml, status);
          return () => answer.call(this.cam, null, data, xml, status);
        } catch (error) {
          // The library looks into it: some cameras want the account for their clock as well.
          return () => answer.call(this.cam, asError(error), undefined, xml, status);
        }
      })
      .then(
        (tell) => tell(),
        (error: unknown) => answer.call(this.cam, asError(error)),
      )
      .catch((error: unknown) => this.fail(error));
  }

  private async sent(service: string | undefined, body: string): Promise<{ status: number; xml: string }> {
    const path = service === undefined ? '/onvif/device_service' : this.cam.uri?.[service]?.path;
    if (!path) throw new NoService(service ?? '');
    const type = 'application/soap+xml; charset=utf-8';
    const call = { method: 'POST', path, type, body, most: mostXmlBytes, signal: this.signal } as const;
    const { status, body: bytes } = await callCamera(this.target, this.address, call);
    return { status, xml: bytes.toString('utf8') };
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error('unknown'));

/** The recorder has no such service: no recordings, or no pictures. */
export class NoService extends Error {
  constructor(service: string) {
    super(`it has no service ${service} of ONVIF`);
  }
}

export class NotLetIn extends Error {
  constructor() {
    super('it refuses the user name or the password');
  }
}

interface Profile {
  readonly token: string;
  readonly source: string;
  readonly name: string | null;
  readonly pixels: number;
}

/** Null for a profile without video. */
function profileOf(value: unknown): Profile | null {
  const token = textOf(at(value, '$', 'token'));
  const video = nodeOf(at(value, 'videoSourceConfiguration'));
  const source = textOf(video.sourceToken);
  if (token === null || source === null) return null;
  const resolution: Node = nodeOf(at(value, 'videoEncoderConfiguration', 'resolution'));
  const pixels = Number(resolution.width ?? 0) * Number(resolution.height ?? 0);
  return { token, source, name: textOf(video.name), pixels: Number.isFinite(pixels) ? pixels : 0 };
}

/** Some recorders put their account into what they tell: whoever sees a camera sees its addresses. */
const uriOf = (told: unknown): string | null =>
  textOf(at(told, 'uri'))?.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1') ?? null;

const rtspOnly = (uri: string | null): string | null => (uri !== null && /^rtsps?:\/\//i.test(uri) ? uri : null);

function clipped({ start, end }: Span, span: Span): Span | null {
  const [from, to] = [start > span.start ? start : span.start, end < span.end ? end : span.end];
  return from < to ? { start: from, end: to } : null;
}

/** Whether it was recorded from a moment on, as an event of a search says. */
function stateOf(result: unknown): { at: Date; isRecording: boolean }[] {
  const time = dateOf(at(result, 'time'));
  const items = listOf(at(result, 'event', 'message', 'message', 'data', 'simpleItem'));
  const item = items.find((one) => textOf(at(one, '$', 'Name')) === 'IsRecording');
  const value = textOf(at(item, '$', 'Value'));
  return time && value !== null ? [{ at: time, isRecording: value === 'true' || value === '1' }] : [];
}
