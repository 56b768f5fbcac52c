"""What both sample reports draw: a figure, and marks of two groups."""

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="60" viewBox="0 0 240 60">'
    '<rect x="1" y="1" width="238" height="58" fill="none" stroke="#1F2933"/>'
    '<text x="120" y="36" text-anchor="middle" font-family="Noto Sans SC" font-size="14">{}</text>'
    "</svg>"
)
RURAL = (0, 6, 8, 8, 9, 10, 10, 10, 11, 11, 12, 13, 13, 14, 15, 17)
URBAN = (0, 5, 8, 9, 10, 10, 11, 11, 11, 12, 12, 13, 14, 14, 15, 15, 16, 18, 19)
