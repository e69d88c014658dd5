import { describe, expect, it } from 'vitest';
import { maskedAddress, maskedBody } from '../../../src/devices/wire/masked.js';

const masked = (text: string) => maskedBody(Buffer.from(text));

describe('the text of an exchange', () => {
  it('has no password, in rows and behind the words of a command', () => {
    expect(masked('user Pin=1\tPassword=4711\tName=Ann')).toBe('user Pin=1\tPassword=***\tName=Ann');
    expect(masked('C:7:DATA UPDATE user CardNo=5\tPin=1\tPassword=4711\nPin=2\tPassword=0815')).toBe(
      'C:7:DATA UPDATE user CardNo=5\tPin=1\tPassword=***\nPin=2\tPassword=***',
    );
    expect(masked('USER PIN=1\tName=Ann\tPasswd=1,2,3\tCard=')).toBe('USER PIN=1\tName=Ann\tPasswd=***\tCard=');
    expect(masked('Password=1,2')).toBe('Password=***');
    expect(masked('C:8:DATA QUERY tablename=user,fielddesc=*,filter=Password=4711')).toBe(
      'C:8:DATA QUERY tablename=user,fielddesc=*,filter=Password=***',
    );
  });

  it('has no keys of the link', () => {
    expect(masked('RegistryCode=Uy47fxftP3')).toBe('RegistryCode=***');
    expect(masked('ServerVersion=3.1.2\nSessionID=30BFB04B2C8AECC72C01C03BFD549D15\nErrorDelay=60')).toBe(
      'ServerVersion=3.1.2\nSessionID=***\nErrorDelay=60',
    );
    expect(masked('C:9:SET OPTIONS ComPwd=12345,IPAddress=10.0.0.1')).toBe(
      'C:9:SET OPTIONS ComPwd=***,IPAddress=10.0.0.1',
    );
    expect(masked('~SerialNumber=A1,WirelessKey=secret,LockCount=4')).toBe(
      '~SerialNumber=A1,WirelessKey=***,LockCount=4',
    );
    expect(masked('ID=1\tName=SupperPassWord\tValue=4711\tDevID=1')).toBe(
      'ID=1\tName=SupperPassWord\tValue=***\tDevID=1',
    );
    expect(maskedAddress('/iclock/cdata?SN=A1&options=all&pushcommkey=abc&language=69')).toBe(
      '/iclock/cdata?SN=A1&options=all&pushcommkey=***&language=69',
    );
  });

  it('has the sizes of templates and pictures in their place', () => {
    expect(masked('biodata Pin=1\tNo=0\tTmp=AAAAAAAAAA')).toBe('biodata Pin=1\tNo=0\tTmp=<10 characters>');
    expect(masked(`userpic Pin=1\tContent=${'A'.repeat(300_000)}`)).toBe('userpic Pin=1\tContent=<300000 characters>');
  });

  it('ends where bytes begin, and where it gets long', () => {
    const photo = Buffer.concat([
      Buffer.from('PIN=1.jpg\nSN=A1\nsize=5\nCMD=uploadphoto'),
      Buffer.from([0, 0xff, 0xd8]),
    ]);
    expect(maskedBody(photo)).toBe('PIN=1.jpg\nSN=A1\nsize=5\nCMD=uploadphoto… <41 bytes in all>');
    const many = 'time=2026-01-01 00:00:00\tpin=1\n'.repeat(10_000);
    expect(masked(many)).toHaveLength(8_000 + '… <310000 bytes in all>'.length);
    expect(masked(`Name=${'x'.repeat(5_000)}`)).toBe(`Name=${'x'.repeat(100)}…<5000 characters>`);
  });
});
