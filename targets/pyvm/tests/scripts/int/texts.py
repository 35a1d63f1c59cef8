"""What int() reads, in several bases, and the limit of digits."""

def show(f, *a):
    try: print(repr(f(*a)))
    except Exception as e: print(type(e).__name__, e)
show(int,"12x"); show(int,"1"*30+"z"); show(int,"0x1f",16); show(int,"9"*40); show(int,"_1"); show(int, "0_7",0); show(int,"007",0); show(int,"000",0); show(int,""); show(int," 12 "); show(int,"1"*5000); show(str,10**5000)
show(int,"z"*30,36); show(int,"2",2); show(int,"1",1); show(int,"1",37); show(int, "-"+"8"*30); show(int,"- 1"); show(int,"+-1"); show(int, "1_0_0"*6)
