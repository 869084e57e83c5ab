// Colours and type of the page, as Ant Design's tokens. Contrast of text on its ground is at least 4.5 : 1.
import type { ThemeConfig } from 'antd'

export const fonts =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'WenQuanYi Micro Hei', sans-serif"

export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#175e4c',
    colorInfo: '#175e4c',
    colorError: '#b3261e',
    colorSuccess: '#1d7a52',
    colorLink: '#125846',
    colorText: '#1b2421',
    colorTextSecondary: '#4c5853',
    colorTextTertiary: '#5c6863',
    colorTextPlaceholder: '#6a7671',
    colorBgLayout: '#f5f6f3',
    colorBorder: '#c9d0cb',
    colorBorderSecondary: '#e1e5e1',
    borderRadius: 8,
    fontSize: 15,
    fontFamily: fonts,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
}
