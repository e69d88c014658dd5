import { describe, expect, it } from 'vitest';
import { withQuery } from '../../../src/platform/http/token-in-path.js';
import { filePart, readForm } from '../../../src/platform/http/multipart.js';
import { sniffed } from '../../../src/modules/file/sniff.js';

const type = 'multipart/form-data; boundary=edge';

/** Yields the bytes in pieces of this size. */
async function* pieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function whole(content: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts).toString('latin1');
}

const part = (name: string, value: string, file?: string) =>
  `--edge\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n\r\n${value}\r\n`;

describe('a form with a file', () => {
  const content = 'one\r\n--edg\r\n--\r\n\r\ntwo';
  const forms = {
    'field behind the file': `${part('File', content, 'a.png')}${part('mediaName', 'Hall')}--edge--\r\n`,
    'field before the file': `${part('mediaName', 'Hall')}${part('File', content, 'a.png')}--edge--\r\n`,
    'a file that nobody chose': `${part('other', '', '')}${part('MEDIANAME', 'Hall')}${part('File', content, 'a.png')}--edge--`,
    'a second file': `${part('File', content, 'a.png')}${part('More', 'x', 'b.png')}${part('mediaName', 'Hall')}--edge--`,
  };

  it.each(Object.entries(forms))('%s', async (_, text) => {
    for (const size of [1, 7, 10_000]) {
      const form = await readForm(type, pieces(text, size), async (file) => [file.name, await whole(file.content)]);
      expect([form.fields.get('medianame'), form.taken]).toEqual(['Hall', ['a.png', content]]);
    }
  });

  it('is read to its end if the file is ignored, refused or missing', async () => {
    const text = forms['field behind the file'];
    const left = await readForm(type, pieces(text, 3), async ({ content: rest }) => {
      for await (const first of rest) return first.toString();
      return '';
    });
    expect([left.fields.get('medianame'), left.taken]).toEqual(['Hall', 'one'.slice(0, left.taken?.length)]);
    const body = pieces(text, 3);
    await expect(readForm(type, body, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await body.next()).toEqual({ done: true, value: undefined });
    const none = await readForm(type, pieces(`${part('mediaName', 'Hall')}--edge--`, 5), () =>
      Promise.resolve('taken'),
    );
    expect([none.fields.get('medianame'), none.taken]).toEqual(['Hall', null]);
  });

  it.each([
    ['no file', `${part('mediaName', 'Hall')}--edge--\r\n${'more'.repeat(100)}`],
    ['too many fields', part('x', 'y').repeat(2_100)],
    ['a field without an end', `--edge\r\n${'x'.repeat(20_000)}`],
  ])('that is needed is read to its end, too, where there is %s', async (_, text) => {
    const body = pieces(text, 100);
    await expect(filePart(type, body)).rejects.toThrow('the multipart body cannot be read');
    expect(await body.next()).toEqual({ done: true, value: undefined });
  });

  it('is read to its end where nothing says what separates its parts', async () => {
    const [form, file] = [pieces(forms['a second file'], 100), pieces(forms['a second file'], 100)];
    await expect(readForm('multipart/form-data', form, () => Promise.resolve(''))).rejects.toThrow('cannot be read');
    await expect(filePart('multipart/form-data', file)).rejects.toThrow('cannot be read');
    expect([(await form.next()).done, (await file.next()).done]).toEqual([true, true]);
  });

  it.each([
    ['no boundary', 'multipart/form-data', forms['a second file']],
    ['no end', type, part('File', content, 'a.png')],
    ['no form', type, 'nothing'],
    ['a field without an end', type, `--edge\r\nContent-Disposition: form-data; name="x"\r\n\r\n${'x'.repeat(20_000)}`],
  ])('is refused with %s', async (_, label, text) => {
    await expect(readForm(label, pieces(text, 100), ({ content: rest }) => whole(rest))).rejects.toThrow(
      'the multipart body cannot be read',
    );
  });
});

describe('what a file is', () => {
  it.each([
    ['\xff\xd8\xff\xe0', 'picture', 'jpg', 'image/jpeg'],
    ['\x89PNG\r\n\x1a\n', 'picture', 'png', 'image/png'],
    ['GIF89a', 'picture', 'gif', 'image/gif'],
    ['GIF87a', 'picture', 'gif', 'image/gif'],
    [`BM\x10\x00\x00\x00\x00\x00\x00\x00${'\x00'.repeat(20)}`, 'picture', 'bmp', 'image/bmp'],
    ['RIFF\x00\x00\x00\x00WEBPVP8 ', 'picture', 'webp', 'image/webp'],
    ['\x00\x00\x00\x18ftypmp42', 'video', 'mp4', 'video/mp4'],
    ['\x00\x00\x00\x18ftypqt  ', 'video', 'mov', 'video/quicktime'],
    ['\x00\x00\x00\x18ftyp3gp5', 'video', '3gp', 'video/3gpp'],
    ['RIFF\x00\x00\x00\x00AVI LIST', 'video', 'avi', 'video/x-msvideo'],
    ['\x1a\x45\xdf\xa3\x42\x82\x84webm', 'video', 'webm', 'video/webm'],
    ['\x1a\x45\xdf\xa3\x42\x82\x88matroska', 'video', 'mkv', 'video/x-matroska'],
    ['FLV\x01\x05', 'video', 'flv', 'video/x-flv'],
    ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'video', 'wmv', 'video/x-ms-wmv'],
    ['\x00\x00\x01\xba', 'video', 'mpg', 'video/mpeg'],
    [`G${'\x00'.repeat(187)}G${'\x00'.repeat(187)}G`, 'video', 'ts', 'video/mp2t'],
  ])('%j is a %s', async (begin, kind, suffix, media) => {
    const text = begin + 'x'.repeat(2_000);
    const { format, content } = await sniffed(pieces(text, 3));
    expect(format).toEqual({ kind, suffix, type: media });
    expect(await whole(content)).toBe(text);
  });

  it.each([
    '',
    'B',
    'BMW cars',
    '<svg xmlns="x">',
    '<html>',
    'MZ',
    '%PDF-1.7',
    '\x00\x00\x00\x18ftypheic',
    'GIF',
    'RIFFxxxxWAVE',
  ])('%j is not for a screen', async (text) => {
    const { format, content } = await sniffed(pieces(text, 2));
    expect(format).toBeNull();
    expect(await whole(content)).toBe(text);
  });
});

it.each([
  ['/api/adMedia/add&access_token=T', '/api/adMedia/add?access_token=T'],
  ['/api/adMedia/get/a&b&access_token=T&x=1', '/api/adMedia/get/a&b?access_token=T&x=1'],
  ['//api/adMedia/add&acc_token=T?mediaName=x', '//api/adMedia/add?acc_token=T&mediaName=x'],
  ['/api/adMedia/add?x=1&access_token=T', '/api/adMedia/add?x=1&access_token=T'],
  ['/admin/v1/x&access_token=T', '/admin/v1/x&access_token=T'],
  ['/api/adMedia/get/a&b', '/api/adMedia/get/a&b'],
])('%s is read as %s', (sent, meant) => {
  expect(withQuery(sent)).toBe(meant);
});
