"""A visitor's photo: checked, turned the right way up, made small, and freed of what it gives away
(where and with what it was taken)."""

import io
import warnings
from typing import TYPE_CHECKING

from web.errors import TooMuch, Unusable
from web.room import Upload

if TYPE_CHECKING:
    from PIL import Image

LARGEST_UPLOAD = 12 * 1024 * 1024
_MOST_PIXELS = 60_000_000
_LONG_SIDE = 1600
_KINDS = ("JPEG", "PNG", "WEBP", "GIF")


def read_photo(content: bytes) -> Upload:
    """The photo as a JPEG with sides of at most 1,600 pixels. Takes time: call it in a thread.

    Raises Unusable for what is no JPEG, PNG, WebP or GIF, TooMuch for too many pixels.
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content), formats=_KINDS)
        if opened.width * opened.height > _MOST_PIXELS:
            raise TooMuch("too_many_pixels", most=_MOST_PIXELS)
        picture = ImageOps.exif_transpose(opened)
        picture.thumbnail((_LONG_SIDE, _LONG_SIDE))
        flat = _on_white(picture.convert("RGBA"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Unusable("no_picture") from error
    written = io.BytesIO()
    flat.save(written, "JPEG", quality=86, optimize=True)
    return Upload("photo.jpg", "image/jpeg", written.getvalue(), flat.width, flat.height)


def _on_white(picture: "Image.Image") -> "Image.Image":
    from PIL import Image

    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground
